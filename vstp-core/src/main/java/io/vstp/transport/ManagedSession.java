package io.vstp.transport;

import java.util.concurrent.CompletableFuture;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import org.jspecify.annotations.Nullable;

/**
 * A session as the server or client sees it that it belongs to.
 */
public interface ManagedSession extends VstpSession {

	/**
	 * Sends a frame, or throws and has sent nothing.
	 * @param frame what to send; taken over, also when this throws
	 * @param submission is told what becomes of it, or {@code null}
	 * @throws VstpConnectionException if the session is not open
	 * @throws VstpOverloadedException if too much is waiting already
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 */
	void submit(Frame frame, @Nullable Submission submission);

	/**
	 * Says whether the peer's replies are told apart by nothing but their order, because
	 * it repeats no ids.
	 * @return whether they are
	 */
	boolean repliesByOrder();

	/**
	 * Returns what the server calls its memory of messages that carry {@code once-id}.
	 * @return the name, or {@code null} if it is not known to have one
	 */
	@Nullable String onceServer();

	/**
	 * Returns when bytes came from the peer for the last time.
	 * @return as {@link System#nanoTime()} was then; 0 if none have come
	 */
	long heardAt();

	/**
	 * Returns how many bytes wait to be taken by the operating system or, over UDP, to be
	 * acknowledged.
	 * @return bytes
	 */
	long pendingBytes();

	/**
	 * Returns how long a frame may be.
	 * @return the lower of this end's limits and, over TCP, the peer's as far as it has
	 * told them; on any thread
	 */
	FrameLimits peerLimits();

	/**
	 * Returns what the session has carried so far.
	 * @return the numbers; on any thread
	 */
	SessionCounters counters();

	/**
	 * Returns what unfinished messages take of what this end keeps for them: on a server,
	 * those of all sessions together.
	 * @return the numbers; on any thread
	 */
	default Reassemblies reassemblies() {
		return Reassemblies.NONE;
	}

	/**
	 * Closes the session at once.
	 * @param reason why
	 */
	void abort(CloseReason reason);

	/**
	 * Returns when the session can be used.
	 * @return completed when the greeting is over, failed when the session ended before
	 */
	CompletableFuture<Void> ready();

	/**
	 * Returns when the session has ended.
	 * @return completed, on the event loop, when it has
	 */
	CompletableFuture<Void> ended();

}
