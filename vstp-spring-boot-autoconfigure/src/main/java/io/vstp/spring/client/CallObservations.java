package io.vstp.spring.client;

import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls and pushes of templates, each once, however often it is tried and to
 * however many sessions it goes. For what observes this library; applications replace
 * conventions, or take part by a {@link VstpClientInterceptor}. Called by several threads
 * at once.
 */
public interface CallObservations {

	/** Watches nothing. */
	CallObservations NONE = new CallObservations() {

		@Override
		public @Nullable CallObservation call(CallStart call) {
			return null;
		}

		@Override
		public @Nullable CallObservation push(VstpPushKind kind, Frame frame) {
			return null;
		}

	};

	/**
	 * A call begins, on the thread that makes it.
	 * @param call the call
	 * @return what is told of the rest, or {@code null} if this call is not watched
	 */
	@Nullable CallObservation call(CallStart call);

	/**
	 * A push begins, on the thread that makes it.
	 * @param kind what the push waits for
	 * @param frame what is sent; not taken over
	 * @return what is told of the rest, or {@code null} if this push is not watched
	 */
	@Nullable CallObservation push(VstpPushKind kind, Frame frame);

	/**
	 * Headers that tell the receiver of a trace did not fit into a frame.
	 * @param count how many
	 */
	default void headersOmitted(int count) {
	}

}
