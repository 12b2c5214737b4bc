package io.vstp.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of this library.
 */
public enum VstpObservationDocumentation implements ObservationDocumentation {

	/** A handler is called for a frame. */
	HANDLER {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultVstpHandlerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return HandlerKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HandlerHighKeyNames.values();
		}

	},

	/** A template calls a destination, however often it tries. */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultVstpCallObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return CallKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return CallHighKeyNames.values();
		}

		@Override
		public Observation.Event[] getEvents() {
			return CallEvents.values();
		}

	},

	/** A template pushes a frame to sessions of the server. */
	PUSH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultVstpPushObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return PushKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return PushHighKeyNames.values();
		}

	};

	// Not "error": by that tag tracers tell that a span failed, whatever its value.
	private static final String ERROR_KEY = "vstp.error";

	/** Keys of handlers. */
	public enum HandlerKeyNames implements KeyName {

		/** The handler, {@code Class#method(Parameters)}. */
		HANDLER {

			@Override
			public String asString() {
				return "handler";
			}

		},

		/** What carried the frame: {@code tcp} or {@code udp}. */
		TRANSPORT {

			@Override
			public String asString() {
				return "transport";
			}

		}

	}

	/** Keys of handlers that only spans have. */
	public enum HandlerHighKeyNames implements KeyName {

		/** The code that the peer is told, if something is wrong. */
		ERROR {

			@Override
			public String asString() {
				return ERROR_KEY;
			}

		},

		/** The name of the session by which the frame came. */
		SESSION {

			@Override
			public String asString() {
				return "vstp.session";
			}

		}

	}

	/** Keys of calls. */
	public enum CallKeyNames implements KeyName {

		/** The name under {@code vstp.client.destinations}. */
		DESTINATION {

			@Override
			public String asString() {
				return "destination";
			}

		},

		/** {@code send}, {@code send-with-ack} or {@code exchange}. */
		KIND {

			@Override
			public String asString() {
				return "kind";
			}

		},

		/** What carries the call: {@code tcp}, {@code udp} or {@code auto}. */
		TRANSPORT {

			@Override
			public String asString() {
				return "transport";
			}

		}

	}

	/** Keys of calls that only spans have. */
	public enum CallHighKeyNames implements KeyName {

		/** Why it failed, if it did: a code of the peer's or a word of this end. */
		ERROR {

			@Override
			public String asString() {
				return ERROR_KEY;
			}

		}

	}

	/** Events of calls. */
	public enum CallEvents implements Observation.Event {

		/** An attempt failed, and there is to be another one. */
		RETRY {

			@Override
			public String getName() {
				return "retry";
			}

		}

	}

	/** Keys of pushes. */
	public enum PushKeyNames implements KeyName {

		/** {@code send} or {@code send-with-ack}. */
		KIND {

			@Override
			public String asString() {
				return "kind";
			}

		}

	}

	/** Keys of pushes that only spans have. */
	public enum PushHighKeyNames implements KeyName {

		/**
		 * What is wrong, if anything is: the outcome where it is the same for all
		 * sessions, {@code partial} where it is not, and another word where nothing could
		 * be sent at all.
		 */
		ERROR {

			@Override
			public String asString() {
				return ERROR_KEY;
			}

		},

		/** To how many sessions it went, or should have gone. */
		SESSIONS {

			@Override
			public String asString() {
				return "vstp.sessions";
			}

		}

	}

}
