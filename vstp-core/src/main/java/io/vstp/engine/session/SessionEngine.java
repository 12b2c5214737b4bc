package io.vstp.engine.session;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a session have in common: keepalive and closing (docs/protocol.md,
 * "Keepalive", "Closing"). A state machine for one thread, without a clock: {@code now}
 * is in nanoseconds and never runs backwards.
 */
public abstract class SessionEngine {

	private static final String REFUSAL = "The peer is stopping; the frame was not handled";

	private final SessionSettings settings;

	private final SessionEffects effects;

	private final KeepAlive keepAlive;

	private final GracePeriod gracePeriod = new GracePeriod();

	private State state = State.OPEN;

	private @Nullable CloseReason closeReason;

	private boolean greeted;

	private boolean inputEnded;

	private int inFlight;

	private long openedAt;

	private long closeAt;

	private boolean outputEnded;

	private @Nullable Failure failure;

	protected SessionEngine(SessionSettings settings, SessionEffects effects) {
		this.settings = settings;
		this.effects = effects;
		this.keepAlive = new KeepAlive(settings.keepAlive(), settings.idleTimeout());
	}

	/**
	 * The connection is there.
	 * @param now the time
	 */
	public void opened(long now) {
		this.openedAt = now;
		this.keepAlive.heard(now);
	}

	/**
	 * Bytes came in, of whole frames or of one that is still under way.
	 * @param now the time
	 */
	public final void heard(long now) {
		this.keepAlive.heard(now);
		if (this.state == State.DRAINING) {
			this.gracePeriod.takes(now);
		}
	}

	/**
	 * A frame came in.
	 * @param frame the frame; taken over
	 * @param now the time
	 */
	public final void received(Frame frame, long now) {
		if (this.failure != null) {
			frame.release();
			return;
		}
		if (this.state == State.ENDING) {
			late(frame);
			return;
		}
		if (greet(frame, now)) {
			return;
		}
		switch (frame.type()) {
			case PING -> this.effects.send(AnswerFrames.toPing(frame));
			case BYE -> peerBye(frame, now);
			default -> dispatch(frame, now);
		}
	}

	/**
	 * Gives the frames of the greeting their meaning.
	 * @param frame the frame; taken over if this returns {@code true}
	 * @param now the time
	 * @return whether the frame was one of them
	 */
	protected abstract boolean greet(Frame frame, long now);

	/**
	 * Takes a frame that is neither of the greeting nor PING nor BYE.
	 * @param frame the frame; taken over
	 * @param now the time
	 */
	protected abstract void dispatch(Frame frame, long now);

	/**
	 * Takes a frame that came after this end has said its last.
	 * @param frame the frame; taken over
	 */
	protected void late(Frame frame) {
		frame.release();
	}

	/**
	 * Looks after what depends on time while the greeting is under way.
	 * @param now the time
	 */
	protected abstract void tickGreeting(long now);

	/**
	 * Says whether this end has work of its own under way that keeps the session open.
	 * @return whether it has
	 */
	protected boolean hasOpenCalls() {
		return false;
	}

	/**
	 * Time has passed. To be called a few times within each of the settings' times.
	 * @param now the time
	 * @param deaf whether this end itself does not read at present, so that silence means
	 * nothing
	 */
	public final void tick(long now, boolean deaf) {
		if (deaf) {
			this.keepAlive.heard(now);
		}
		switch (this.state) {
			case OPEN -> {
				tickGreeting(now);
				tickKeepAlive(now);
			}
			case DRAINING -> {
				tickKeepAlive(now);
				if (this.gracePeriod.left(now) > 0) {
					this.effects.tickIn(this.gracePeriod.left(now));
				}
				endWhenDone(now);
			}
			case ENDING -> {
				if (this.outputEnded && now - this.closeAt >= 0) {
					this.effects.close();
				}
			}
		}
	}

	/**
	 * The application is done with frames.
	 * @param frames how many
	 * @param now the time
	 */
	public final void completed(int frames, long now) {
		this.inFlight -= frames;
		endWhenDone(now);
	}

	/**
	 * This end wants to close gracefully.
	 * @param now the time
	 */
	public final void stop(long now) {
		this.effects.tickIn(grace());
		drain(CloseReason.LOCAL, now, grace());
	}

	/**
	 * The peer has ended its sending half.
	 * @param now the time
	 */
	public final void inputEnded(long now) {
		this.inputEnded = true;
		if (this.state != State.ENDING) {
			drain(CloseReason.PEER_CLOSED, now, 0);
		}
		else if (this.outputEnded) {
			this.effects.close();
		}
	}

	/**
	 * All that was sent before {@link SessionEffects#endOutput} has been written: from
	 * now on the peer has the linger time to close.
	 * @param now the time
	 */
	public final void outputEnded(long now) {
		this.outputEnded = true;
		if (this.inputEnded) {
			this.effects.close();
			return;
		}
		this.closeAt = now + this.settings.linger();
		this.effects.tickIn(this.settings.linger());
	}

	/**
	 * The peer sent what is not a frame: what came before is answered, then the peer is
	 * told, then the connection closes.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param now the time
	 */
	public final void fail(ErrorCode code, String message, long now) {
		fail(CloseReason.PROTOCOL_ERROR, code, message, now);
	}

	protected final void fail(CloseReason reason, ErrorCode code, String message, long now) {
		if (this.state != State.ENDING && this.failure == null) {
			this.failure = new Failure(code, message);
			this.closeReason = null;
			drain(reason, now, 0);
		}
	}

	/**
	 * Ends the session at once, without a word.
	 * @param reason why
	 */
	public final void abort(CloseReason reason) {
		if (this.closeReason == null) {
			this.closeReason = reason;
		}
		this.state = State.ENDING;
		this.effects.close();
	}

	private void drain(CloseReason reason, long now, long grace) {
		if (this.closeReason == null) {
			this.closeReason = reason;
		}
		if (this.state == State.OPEN) {
			this.state = State.DRAINING;
			this.gracePeriod.begin(now, grace);
		}
		else if (grace == 0) {
			this.gracePeriod.cut(now);
		}
		endWhenDone(now);
	}

	private void endWhenDone(long now) {
		if (this.state != State.DRAINING || this.inFlight > 0 || this.gracePeriod.left(now) > 0
				|| (this.closeReason == CloseReason.LOCAL && hasOpenCalls() && !this.inputEnded)) {
			return;
		}
		this.state = State.ENDING;
		if (this.failure != null) {
			this.effects.sendError(this.failure.code(), this.failure.message(), Headers.EMPTY);
		}
		else if (this.greeted && this.closeReason != CloseReason.PEER_CLOSED) {
			this.effects.send(Frame.of(FrameType.BYE, Headers.EMPTY));
		}
		this.effects.endOutput();
	}

	private void peerBye(Frame frame, long now) {
		frame.release();
		drain(CloseReason.PEER_BYE, now, 0);
	}

	private void tickKeepAlive(long now) {
		if (this.inputEnded) {
			return;
		}
		if (!this.greeted) {
			if (this.inFlight == 0 && this.keepAlive.isIdle(now)) {
				abort(CloseReason.IDLE_TIMEOUT);
			}
			return;
		}
		switch (this.keepAlive.check(now)) {
			case PING -> this.effects.send(Frame.of(FrameType.PING, Headers.EMPTY));
			case DEAD -> abort(CloseReason.KEEPALIVE_TIMEOUT);
			case ALIVE -> {
			}
		}
	}

	protected final void deliver(Frame frame) {
		this.inFlight++;
		this.effects.deliver(frame);
	}

	/**
	 * Refuses a frame that came after this end was told to stop.
	 * @param frame the frame; taken over
	 */
	protected final void refuse(Frame frame) {
		if (frame.headers().contains(HeaderNames.CORRELATION_ID)) {
			frame.release();
			this.effects.sendError(ErrorCode.SHUTTING_DOWN, REFUSAL, frame.headers());
		}
		else {
			// Its answer is known by its place alone.
			this.inFlight++;
			this.effects.refuse(frame, ErrorCode.SHUTTING_DOWN, REFUSAL);
		}
	}

	protected final boolean refuses(long now) {
		return this.state == State.DRAINING && !this.gracePeriod.takes(now);
	}

	protected final void greeted(Headers greeting) {
		this.greeted = true;
		this.effects.greeted(greeting);
	}

	/**
	 * Returns for how long frames are taken after {@link #stop} and each later frame.
	 * @return nanoseconds
	 */
	protected long grace() {
		return GracePeriod.QUIET;
	}

	/**
	 * Returns what this end says of itself besides what its greeting always says.
	 * @return headers of HELLO or WELCOME
	 */
	public final Headers introduction() {
		return this.settings.hello();
	}

	protected final SessionSettings settings() {
		return this.settings;
	}

	protected final SessionEffects effects() {
		return this.effects;
	}

	protected final long openedAt() {
		return this.openedAt;
	}

	/**
	 * Says whether HELLO and WELCOME were exchanged.
	 * @return whether they were
	 */
	public final boolean isGreeted() {
		return this.greeted;
	}

	/**
	 * Says whether closing has not begun.
	 * @return whether it has not
	 */
	public final boolean isOpen() {
		return this.state == State.OPEN;
	}

	/**
	 * Returns why the session ends.
	 * @return the reason, or {@code null} while it is open
	 */
	public final @Nullable CloseReason closeReason() {
		return this.closeReason;
	}

	private enum State {

		/** All is well. */
		OPEN,

		/** What is in flight is being finished. */
		DRAINING,

		/** The last word is said, the peer may close. */
		ENDING

	}

	private record Failure(ErrorCode code, String message) {

	}

}
