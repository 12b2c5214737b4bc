package io.vstp.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.netty.util.Timeout;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportSelector;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * A call that may go by either transport: by one, and when that dies by the other, where
 * the frame has not left yet or the server handles it once however often it comes
 * (docs/protocol.md, "Once by either transport"). Ends once, whatever comes first.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class AutoCall {

	/** So often a call is begun, waits for connections included. */
	private static final int MAX_ATTEMPTS = 16;

	private final CompletableFuture<@Nullable Frame> result = new CompletableFuture<>();

	private final AutoRouter router;

	private final ClientCall.Kind kind;

	private final MessageKind messageKind;

	private final @Nullable String id;

	private final Frame frame;

	private final OnceMark mark;

	private final @Nullable Attempt[] attempts = new Attempt[Transport.values().length];

	private int begun;

	private boolean parked;

	private boolean tooLarge;

	private @Nullable Throwable firstFailure;

	private volatile @Nullable Timeout timeout;

	/**
	 * Creates a call.
	 * @param router knows which transport to take
	 * @param kind what it waits for
	 * @param id what its answer carries, or {@code null} if it waits for none
	 * @param messageKind what matters for the choice
	 * @param frame what to send; taken over
	 */
	AutoCall(AutoRouter router, ClientCall.Kind kind, @Nullable String id, MessageKind messageKind, Frame frame) {
		this.router = router;
		this.kind = kind;
		this.id = id;
		this.messageKind = messageKind;
		this.frame = frame;
		this.mark = new OnceMark(router.ids(), kind != ClientCall.Kind.SEND);
	}

	CompletableFuture<@Nullable Frame> result() {
		return this.result;
	}

	void timeout(Timeout timeout) {
		this.timeout = timeout;
	}

	void start() {
		this.result.whenComplete((reply, failure) -> finish());
		Transport choice = this.router.choices().of(this.messageKind);
		if (choice == null) {
			synchronized (this) {
				this.parked = true;
			}
			// Who is not seen waiting sees what has come meanwhile.
			choice = this.router.choices().orConnection(this.messageKind);
		}
		if (choice != null) {
			resume(choice);
		}
	}

	private void resume(Transport transport) {
		synchronized (this) {
			this.parked = false;
		}
		attempt(transport);
	}

	private void attempt(Transport transport) {
		Attempt attempt;
		Frame copy;
		synchronized (this) {
			if (this.result.isDone() || live(transport) != null || this.begun == MAX_ATTEMPTS) {
				return;
			}
			this.begun++;
			attempt = new Attempt(transport);
			this.attempts[transport.ordinal()] = attempt;
			copy = Frame.of(this.frame.type(), this.frame.flags(), this.frame.headers(),
					this.frame.payload().retainedDuplicate());
		}
		attempt.call.result().whenComplete((reply, failure) -> {
			attempt.call.settle();
			ended(attempt, reply, failure);
		});
		this.router.lane(transport).start(attempt.call, copy);
		if (this.router.choices().isDown(transport)) {
			// It may have gone down before the attempt could be seen.
			laneDown(transport);
		}
	}

	private @Nullable Attempt live(Transport transport) {
		return this.attempts[transport.ordinal()];
	}

	private void ended(Attempt attempt, @Nullable Frame reply, @Nullable Throwable failure) {
		boolean otherLives;
		synchronized (this) {
			if (live(attempt.transport) == attempt) {
				this.attempts[attempt.transport.ordinal()] = null;
			}
			else if (failure != null) {
				// Another one has taken its place.
				return;
			}
			otherLives = live(TransportSelector.other(attempt.transport)) != null;
		}
		if (failure == null) {
			if (!this.result.complete(reply) && reply != null) {
				reply.release();
			}
		}
		else if (!this.result.isDone()) {
			failed(attempt.transport, ConnectionKeeper.unwrap(failure), otherLives);
		}
	}

	private void failed(Transport transport, Throwable failure, boolean otherLives) {
		boolean isFinal = failure instanceof VstpErrorException error && isFinal(error.code());
		if (otherLives && !isFinal) {
			remember(failure);
			return;
		}
		boolean unanswered = failure instanceof VstpConnectionException || failure instanceof VstpTimeoutException
				|| (failure instanceof FrameTooLargeException && firstTooLarge());
		if (this.mark.isSent()) {
			remember(failure);
		}
		if (!unanswered || !next(transport)) {
			fail(isFinal ? failure : firstFailure(failure));
		}
	}

	// All others say that the frame was not handled there, but perhaps it was elsewhere.
	private static boolean isFinal(@Nullable ErrorCode code) {
		return code != ErrorCode.OVERLOADED && code != ErrorCode.SHUTTING_DOWN && code != ErrorCode.NO_HANDLER;
	}

	private synchronized boolean firstTooLarge() {
		boolean first = !this.tooLarge;
		this.tooLarge = true;
		return first;
	}

	private synchronized void remember(Throwable failure) {
		if (this.firstFailure == null || this.firstFailure instanceof NotRepeatableException) {
			this.firstFailure = failure;
		}
	}

	private synchronized Throwable firstFailure(Throwable failure) {
		return (this.firstFailure != null) ? this.firstFailure : failure;
	}

	// Makes another attempt, or waits for a transport, where that may be.
	private boolean next(Transport failed) {
		Transport other = TransportSelector.other(failed);
		boolean otherIsUp = this.mark.isSent() ? this.router.choices().isUp(other)
				: !this.router.choices().isDown(other);
		synchronized (this) {
			if (this.router.isClosed() || !this.mark.mayRepeat() || this.begun >= MAX_ATTEMPTS
					|| (!otherIsUp && !this.mark.isSent())) {
				return false;
			}
			this.parked = !otherIsUp;
		}
		if (otherIsUp) {
			attempt(other);
		}
		else if (this.router.choices().isUp(other)) {
			// It came up before the call could be seen waiting.
			resume(other);
		}
		else if (!this.router.choices().isDown(failed)) {
			resume(failed);
		}
		return true;
	}

	/**
	 * A transport can be used, or can be again.
	 * @param transport the transport
	 */
	void laneUp(Transport transport) {
		Attempt lost = null;
		synchronized (this) {
			Attempt own = live(transport);
			Attempt other = live(TransportSelector.other(transport));
			boolean otherHelps = other != null && !other.doubtful && !this.router.choices().isDown(other.transport);
			boolean idle = own == null && other == null;
			if (!this.parked && (idle || otherHelps || !this.mark.mayRepeat() || (own != null && !isLost(own)))) {
				return;
			}
			if (own != null) {
				lost = own;
				this.attempts[transport.ordinal()] = null;
			}
		}
		if (lost != null) {
			lost.call.fail(new CancellationException("The call is made anew"));
		}
		resume(transport);
	}

	// A frame without its ACK is being sent again, but a reply may be lost for good.
	private boolean isLost(Attempt attempt) {
		return attempt.doubtful && this.kind == ClientCall.Kind.REQUEST
				&& !this.frame.headers().contains(HeaderNames.MSG_ID);
	}

	/**
	 * Something was lost by a transport: what is under way there may be lost, too.
	 * @param transport the transport
	 */
	synchronized void doubt(Transport transport) {
		Attempt attempt = live(transport);
		if (attempt != null) {
			attempt.doubtful = true;
		}
	}

	/**
	 * A transport cannot be used any more.
	 * @param transport the transport
	 */
	void laneDown(Transport transport) {
		Transport other = TransportSelector.other(transport);
		boolean moves;
		synchronized (this) {
			moves = live(transport) != null && live(other) == null && this.mark.mayRepeat();
		}
		if (moves && this.router.choices().isUp(other)) {
			attempt(other);
		}
	}

	/**
	 * Neither transport is there: a call that waits for one has failed.
	 * @param sentToo whether that holds for one that has left as well
	 * @param message what is wrong, for people
	 */
	void cutOff(boolean sentToo, String message) {
		boolean fails;
		boolean left;
		synchronized (this) {
			left = this.mark.isSent();
			fails = this.parked && (sentToo || !left);
		}
		if (fails) {
			fail(left ? new VstpConnectionException(message) : new VstpUnreachableException(message));
		}
	}

	void fail(Throwable failure) {
		this.result.completeExceptionally(failure);
	}

	/**
	 * Ends the call because its time is over.
	 * @param millis how long it had
	 */
	void expire(long millis) {
		Attempt attempt;
		synchronized (this) {
			Attempt tcp = live(Transport.TCP);
			attempt = (tcp != null) ? tcp : live(Transport.UDP);
		}
		ClientCall call = (attempt != null) ? attempt.call
				: new ClientCall(this.kind, this.router.replies(), this.id, null);
		fail(call.timeoutException(millis));
	}

	private void finish() {
		Timeout pending = this.timeout;
		if (pending != null) {
			pending.cancel();
		}
		this.router.remove(this);
		for (Transport transport : Transport.values()) {
			Attempt attempt;
			synchronized (this) {
				attempt = live(transport);
			}
			if (attempt != null) {
				attempt.call.fail(new CancellationException("The call has ended"));
			}
		}
		synchronized (this) {
			this.frame.release();
		}
	}

	/**
	 * A try to have the call answered by one transport.
	 */
	private final class Attempt implements AttemptListener {

		private final Transport transport;

		private final ClientCall call;

		private boolean begun;

		/** Whether its answer may be lost for good. */
		private boolean doubtful;

		private Attempt(Transport transport) {
			this.transport = transport;
			this.call = new ClientCall(AutoCall.this.kind, AutoCall.this.router.replies(), AutoCall.this.id, this);
		}

		@Override
		public Frame prepare(Frame frame, Connection connection) {
			Frame prepared = frame;
			if (this.transport == Transport.UDP && AutoCall.this.kind == ClientCall.Kind.REQUEST) {
				prepared = AutoCall.this.router.ids().acknowledged(frame);
			}
			boolean first = AutoCall.this.mark.begin(connection.session().onceServer());
			this.begun = true;
			return AutoCall.this.mark.mark(prepared, first);
		}

		@Override
		public void notSent() {
			if (this.begun) {
				this.begun = false;
				AutoCall.this.mark.undo();
			}
		}

		@Override
		public void answered() {
			AutoCall.this.router.answered(this.transport);
		}

		@Override
		public void unanswered() {
			AutoCall.this.router.unanswered(this.transport);
		}

	}

}
