package io.vstp.spring.client;

import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
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
		public @Nullable CallObservation call(String destination, VstpClient client, VstpClientOptions options,
				VstpCallKind kind, TransportChoice transport, Frame frame, @Nullable Object parent) {
			return null;
		}

		@Override
		public @Nullable CallObservation push(VstpPushKind kind, Frame frame) {
			return null;
		}

	};

	/**
	 * A call begins, on the thread that makes it.
	 * @param destination the name of the destination
	 * @param client makes the call
	 * @param options how the client works
	 * @param kind what the call waits for
	 * @param transport what carries it
	 * @param frame what is sent; not taken over
	 * @param parent the observation that this is a part of, as found in a Reactor context
	 * under {@code micrometer.observation}; {@code null} for that of the thread
	 * @return what is told of the rest, or {@code null} if this call is not watched
	 */
	@Nullable CallObservation call(String destination, VstpClient client, VstpClientOptions options, VstpCallKind kind,
			TransportChoice transport, Frame frame, @Nullable Object parent);

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
