package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.List;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what an engine says, in words.
 */
final class RecordingEffects implements SessionEffects {

	private final VirtualTime time;

	private final List<String> events = new ArrayList<>();

	private final List<Frame> delivered = new ArrayList<>();

	private @Nullable Runnable tick;

	private @Nullable Runnable outputEnded;

	private @Nullable Headers lastSent;

	RecordingEffects(VirtualTime time) {
		this.time = time;
	}

	void onTick(Runnable tick) {
		this.tick = tick;
	}

	void onOutputEnded(Runnable outputEnded) {
		this.outputEnded = outputEnded;
	}

	/**
	 * Returns what was said since this was last asked.
	 * @return the events
	 */
	List<String> take() {
		List<String> taken = List.copyOf(this.events);
		this.events.clear();
		return taken;
	}

	List<Frame> delivered() {
		return this.delivered;
	}

	@Nullable Headers lastSent() {
		return this.lastSent;
	}

	@Override
	public void send(Frame frame) {
		this.lastSent = frame.headers();
		boolean greeting = frame.type() == FrameType.HELLO || frame.type() == FrameType.WELCOME;
		this.events.add("send " + frame.type() + (greeting ? "" : describe(frame)));
		frame.release();
	}

	@Override
	public void sendError(ErrorCode code, String message, Headers cause) {
		this.events.add("error %s for %s".formatted(code, cause));
	}

	@Override
	public void deliver(Frame frame) {
		this.delivered.add(frame);
		this.events.add("deliver " + frame.type() + describe(frame));
	}

	@Override
	public void refuse(Frame frame, ErrorCode code, String message) {
		this.delivered.add(frame);
		this.events.add("refuse %s with %s".formatted(frame.type(), code));
	}

	@Override
	public void ready() {
		this.events.add("ready");
	}

	@Override
	public void greeted(Headers greeting) {
		this.events.add("greeted by " + greeting);
	}

	@Override
	public void refused(Headers error) {
		this.events.add("refused by " + error);
	}

	@Override
	public void errorReceived(@Nullable ErrorCode code) {
		this.events.add("got error " + code);
	}

	@Override
	public void endOutput() {
		this.events.add("end output");
		// The peer reads on: what was sent is written when time next passes.
		this.time.in(0, () -> {
			if (this.outputEnded != null) {
				this.outputEnded.run();
			}
		});
	}

	@Override
	public void tickIn(long nanos) {
		this.time.in(nanos, () -> {
			if (this.tick != null) {
				this.tick.run();
			}
		});
	}

	@Override
	public void close() {
		this.events.add("close");
		this.tick = null;
	}

	private static String describe(Frame frame) {
		String headers = frame.headers().isEmpty() ? "" : " " + frame.headers();
		String payload = frame.payload().isReadable() ? " '" + frame.payloadText() + "'" : "";
		return headers + payload;
	}

}
