package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated connection: does for an engine what a channel would.
 */
abstract class SimEnd implements SessionEffects {

	private static final long TICK = VirtualTime.millis(20);

	final VirtualTime time;

	final List<FrameType> sent = new ArrayList<>();

	final SessionEngine engine;

	private final SimLink out;

	private @Nullable SimEnd peer;

	private boolean outputEnded;

	private boolean inputEnded;

	private boolean gone;

	SimEnd(VirtualTime time, SimLink out, Function<SessionEffects, SessionEngine> engine) {
		this.time = time;
		this.out = out;
		this.engine = engine.apply(this);
	}

	void open(SimEnd other) {
		this.peer = other;
		this.time.every(TICK, this::tick);
		this.engine.opened(this.time.now());
	}

	private void tick() {
		if (!this.gone) {
			this.engine.tick(this.time.now(), false);
		}
	}

	boolean isGone() {
		return this.gone;
	}

	boolean canSend() {
		return !this.outputEnded && !this.gone;
	}

	@Override
	public void send(Frame frame) {
		transmit(frame);
	}

	@Override
	public void sendError(ErrorCode code, String message, Headers cause) {
		HeadersBuilder headers = Headers.builder().add(HeaderNames.CODE, code.code());
		for (String name : List.of(HeaderNames.CORRELATION_ID, HeaderNames.MSG_ID)) {
			String value = cause.get(name);
			if (value != null) {
				headers.add(name, value);
			}
		}
		transmit(Frame.of(FrameType.ERR, headers.build()));
	}

	void transmit(Frame frame) {
		SimEnd other = this.peer;
		if (!canSend() || other == null) {
			frame.release();
			return;
		}
		this.sent.add(frame.type());
		this.out.carry(() -> other.receive(frame));
	}

	private void receive(Frame frame) {
		if (this.gone) {
			frame.release();
			return;
		}
		this.engine.received(frame, this.time.now());
		this.engine.heard(this.time.now());
	}

	@Override
	public void endOutput() {
		if (!this.outputEnded) {
			this.outputEnded = true;
			this.out.write(() -> {
				carryEnd();
				if (!this.gone) {
					this.engine.outputEnded(this.time.now());
				}
			});
		}
	}

	private void carryEnd() {
		SimEnd other = this.peer;
		if (other != null) {
			this.out.carry(other::onInputEnded);
		}
	}

	private void onInputEnded() {
		if (!this.gone && !this.inputEnded) {
			this.inputEnded = true;
			if (halfCloses()) {
				this.engine.inputEnded(this.time.now());
			}
			else {
				close();
			}
		}
	}

	/**
	 * Says whether this end may go on writing when the peer has ended its half.
	 * @return whether it may
	 */
	abstract boolean halfCloses();

	@Override
	public void tickIn(long nanos) {
		this.time.in(nanos, this::tick);
	}

	@Override
	public void close() {
		if (!this.gone) {
			this.gone = true;
			if (!this.outputEnded) {
				this.outputEnded = true;
				carryEnd();
			}
			ended();
		}
	}

	/**
	 * The connection has ended for this end.
	 */
	abstract void ended();

	@Override
	public void ready() {
	}

	@Override
	public void greeted(Headers greeting) {
	}

	@Override
	public void refused(Headers error) {
	}

	@Override
	public void errorReceived(@Nullable ErrorCode code) {
	}

}
