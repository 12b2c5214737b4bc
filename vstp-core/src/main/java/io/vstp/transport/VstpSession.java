package io.vstp.transport;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one peer. Safe for use by several threads.
 */
public interface VstpSession {

	/**
	 * The name of the attribute by which the application says who the peer is, as a
	 * {@link Principal}: after it has checked a token, for instance.
	 */
	String PRINCIPAL = "vstp.principal";

	/**
	 * Returns the name of the session: what the server's WELCOME says, or one of this
	 * end's own where the peer said no HELLO.
	 * @return an opaque name, never empty
	 */
	String id();

	/**
	 * Returns what carries the session.
	 * @return the transport
	 */
	Transport transport();

	/**
	 * Returns where the peer is.
	 * @return its address
	 */
	InetSocketAddress remoteAddress();

	/**
	 * Returns where this end is.
	 * @return its address
	 */
	InetSocketAddress localAddress();

	/**
	 * Returns when the session began.
	 * @return the time
	 */
	Instant openedAt();

	/**
	 * Says whether HELLO and WELCOME were exchanged. A peer for which this is
	 * {@code false} knows part 1 of the protocol only, and gets nothing that it has not
	 * asked for.
	 * @return whether they were
	 */
	boolean isGreeted();

	/**
	 * Returns the headers of the peer's HELLO or WELCOME.
	 * @return the headers; empty if the peer has not introduced itself
	 */
	Headers greeting();

	/**
	 * Returns what the application wants to remember of the session.
	 * @return a mutable map, safe for use by several threads
	 */
	Map<String, Object> attributes();

	/**
	 * Returns who the peer has proved to be: the attribute {@link #PRINCIPAL} where the
	 * application has set it, else the subject of the peer's TLS certificate.
	 * @return the principal, or {@code null} if nobody knows
	 */
	default @Nullable Principal principal() {
		return (attributes().get(PRINCIPAL) instanceof Principal principal) ? principal : null;
	}

	/**
	 * Says whether the session is there to be used.
	 * @return {@code false} once closing began
	 */
	boolean isOpen();

	/**
	 * Says whether frames given to {@link #send} would leave at once. When this is
	 * {@code false} more than the high-water mark is waiting.
	 * @return whether there is room
	 */
	boolean isWritable();

	/**
	 * Sends a frame that the peer has not asked for.
	 * @param frame what to send; taken over, also when this fails
	 * @return completed when the frame was written to the socket, on the event loop: do
	 * not block there. Fails with a {@link VstpConnectionException} if the session is not
	 * open, a {@link VstpOverloadedException} if too much is waiting already, a
	 * {@link io.vstp.frame.FrameTooLargeException} if the peer would not accept it, and
	 * an {@link IllegalStateException} on a server's session whose peer is not greeted
	 */
	CompletableFuture<Void> send(Frame frame);

	/**
	 * Sends a frame that the peer has not asked for, and leaves it at that: whether it
	 * was written is not told. Cheaper than {@link #send}, and never waits.
	 * @param frame what to send; taken over, also when this throws
	 * @throws VstpConnectionException if the session is not open
	 * @throws VstpOverloadedException if too much is waiting already
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 * @throws IllegalStateException on a server's session whose peer is not greeted
	 */
	void push(Frame frame);

	/**
	 * Sends a frame that the peer has not asked for, and waits for its ACK. REQ_ACK is
	 * set, and a {@code msg-id} added where there is none. At most 4,096 frames of a
	 * session may wait for their ACK.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long to wait
	 * @return completed when the ACK is there; do not block there. Fails as {@link #send}
	 * does, with a {@link VstpErrorException} if the peer refuses the frame, and with a
	 * {@link VstpTimeoutException} if no ACK comes in time. When a session ends in
	 * between, whether the frame arrived is not known
	 */
	CompletableFuture<Void> sendWithAck(Frame frame, Duration timeout);

	/**
	 * Closes the session gracefully: takes no further frames, finishes what is in flight
	 * and says BYE where the peer is greeted.
	 * @return completed when the session has ended
	 */
	CompletableFuture<Void> close();

}
