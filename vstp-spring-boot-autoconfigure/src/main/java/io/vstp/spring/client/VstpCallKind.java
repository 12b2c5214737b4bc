package io.vstp.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What a call waits for.
 */
public enum VstpCallKind {

	/** That its frame is written to the socket. */
	SEND,

	/** That the server acknowledges its frame. */
	SEND_WITH_ACK,

	/** The server's reply. */
	EXCHANGE;

	/**
	 * Makes a call.
	 * @param client by which to make it
	 * @param frame what to send, taken over
	 * @param timeout of the call, or {@code null} for the client's
	 * @param transport what carries it, or {@code null} for the client's
	 * @return completed with the reply, or {@code null} where none is waited for
	 */
	@SuppressWarnings("unchecked")
	CompletableFuture<@Nullable Frame> call(VstpClient client, Frame frame, @Nullable Duration timeout,
			@Nullable Transport transport) {
		CompletableFuture<?> result = switch (this) {
			case SEND -> client.send(frame, timeout, transport);
			case SEND_WITH_ACK -> client.sendWithAck(frame, timeout, transport);
			case EXCHANGE -> client.exchange(frame, timeout, transport);
		};
		return (CompletableFuture<@Nullable Frame>) result;
	}

}
