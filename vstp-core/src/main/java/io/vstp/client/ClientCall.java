package io.vstp.client;

import java.util.concurrent.CompletableFuture;

import io.netty.util.Timeout;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.OpenCalls;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.compress.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * A call from its beginning to its one end: whatever completes the result first.
 */
final class ClientCall implements OpenCalls.Call, Submission {

	private final CompletableFuture<@Nullable Frame> result = new CompletableFuture<>();

	private final Kind kind;

	private final Replies replies;

	private final String peer;

	private final @Nullable String id;

	private final @Nullable AttemptListener attempt;

	private volatile @Nullable Connection connection;

	private volatile @Nullable Timeout timeout;

	private volatile boolean sent;

	private volatile boolean answered;

	/**
	 * Creates a call.
	 * @param kind what it waits for
	 * @param replies what replies go through
	 * @param id what its answer carries, or {@code null} if it waits for none
	 * @param attempt who makes it, where it is one of several attempts
	 */
	ClientCall(Kind kind, Replies replies, @Nullable String id, @Nullable AttemptListener attempt) {
		this.kind = kind;
		this.replies = replies;
		this.peer = replies.peer();
		this.id = id;
		this.attempt = attempt;
	}

	CompletableFuture<@Nullable Frame> result() {
		return this.result;
	}

	boolean isDone() {
		return this.result.isDone();
	}

	void timeout(Timeout timeout) {
		this.timeout = timeout;
	}

	/**
	 * Makes the call open over a connection.
	 * @param used the connection
	 */
	void open(Connection used) {
		this.connection = used;
		if (this.id == null) {
			return;
		}
		boolean added = (this.kind == Kind.REQUEST) ? used.calls().addRequest(this.id, this)
				: used.calls().addAcknowledgement(this.id, this);
		if (!added) {
			throw new IllegalStateException(
					"A call to %s with %s '%s' is open already".formatted(this.peer, this.kind.header, this.id));
		}
	}

	/**
	 * Returns what is sent by a connection.
	 * @param frame the frame; not taken over
	 * @param used the connection
	 * @return a frame in its place
	 */
	Frame prepare(Frame frame, Connection used) {
		return (this.attempt != null) ? this.attempt.prepare(frame, used) : frame;
	}

	/**
	 * The frame is on its way.
	 */
	void sent() {
		this.sent = true;
		if (isDone()) {
			settle();
		}
	}

	/**
	 * Tidies up after the end of the call, whoever brought it about.
	 */
	void settle() {
		Connection used = this.connection;
		Timeout pending = this.timeout;
		if (pending != null) {
			if (used != null && this.sent && isReplyAwaited(used, pending)) {
				return;
			}
			pending.cancel();
		}
		if (used == null || this.id == null || !this.sent) {
			// Who makes the call sees to the rest: it is withdrawn, or sent right now.
			return;
		}
		if (this.kind == Kind.REQUEST && used.session().repliesByOrder()) {
			if (!this.answered) {
				// Replies of a part-1 peer carry no id: a late one would answer the next
				// call. This one stays open, to take it until the session has ended.
				used.session().abort(CloseReason.REPLY_LOST);
			}
		}
		else {
			used.calls().remove(this.id, this);
		}
	}

	// Replies of a part-1 peer carry no id: that of a call that was cancelled is still
	// taken within the call's time, and costs the connection only after it.
	private boolean isReplyAwaited(Connection used, Timeout pending) {
		return this.kind == Kind.REQUEST && this.result.isCancelled() && !this.answered && !pending.isCancelled()
				&& !pending.isExpired() && used.session().repliesByOrder();
	}

	/**
	 * Takes the call back from a connection over which nothing was sent.
	 */
	void withdraw() {
		Connection used = this.connection;
		this.connection = null;
		if (used != null && this.id != null) {
			used.calls().remove(this.id, this);
		}
		if (this.attempt != null) {
			this.attempt.notSent();
		}
	}

	@Override
	public boolean isWanted() {
		return !isDone();
	}

	@Override
	public boolean waitsForWrite() {
		return this.kind == Kind.SEND;
	}

	@Override
	public void written() {
		this.result.complete(null);
	}

	@Override
	public void retransmitted() {
		if (this.attempt != null) {
			this.attempt.unanswered();
		}
	}

	@Override
	public void failed(Throwable failure) {
		if (failure instanceof VstpTimeoutException) {
			retransmitted();
		}
		fail(failure);
	}

	void fail(Throwable failure) {
		if (!this.result.completeExceptionally(failure) && this.result.isCancelled()) {
			settle();
		}
	}

	/**
	 * Ends the call because its time is over.
	 * @param millis how long it had
	 */
	void expire(long millis) {
		fail(timeoutException(millis));
	}

	VstpTimeoutException timeoutException(long millis) {
		String what = (this.connection == null) ? "could not be reached" : this.kind.omission;
		return new VstpTimeoutException("%s %s within %d ms%s".formatted(this.peer, what, millis, describeId()));
	}

	private String describeId() {
		return (this.id != null) ? ", %s %s".formatted(this.kind.header, this.id) : "";
	}

	@Override
	public void replied(Frame frame) {
		answered();
		Connection used = this.connection;
		if (used == null || !Decompressor.isCompressed(frame)) {
			complete(frame);
		}
		else {
			this.replies.decompress(frame, used.session().transport(), this);
		}
	}

	/**
	 * Ends the call by its reply.
	 * @param reply the reply as it was sent; taken over
	 */
	void complete(Frame reply) {
		if (!this.result.complete(reply)) {
			reply.release();
			settle();
		}
	}

	@Override
	public void acknowledged() {
		answered();
		this.result.complete(null);
	}

	@Override
	public void failed(Headers error) {
		answered();
		fail(VstpErrorException.of(this.peer, error));
	}

	private void answered() {
		this.answered = true;
		if (this.attempt != null) {
			this.attempt.answered();
		}
	}

	@Override
	public void lost(String reason) {
		this.answered = true;
		fail(new VstpConnectionException(reason));
	}

	/**
	 * What a call waits for.
	 */
	enum Kind {

		/** That its frame is written. */
		SEND("-", "did not take the frame"),

		/** For an ACK. */
		ACKNOWLEDGED("msg-id", "did not acknowledge"),

		/** For a reply. */
		REQUEST("correlation-id", "did not answer");

		private final String header;

		private final String omission;

		Kind(String header, String omission) {
			this.header = header;
			this.omission = omission;
		}

	}

}
