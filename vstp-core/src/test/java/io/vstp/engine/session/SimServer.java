package io.vstp.engine.session;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;

/**
 * The server of the simulation: works on each frame for a while, then answers it.
 */
final class SimServer extends SimEnd {

	final Set<String> handled = new HashSet<>();

	final Set<String> answered = new HashSet<>();

	final Set<String> refused = new HashSet<>();

	int afterRefusal;

	private final Random random;

	private final SimScenario scenario;

	SimServer(VirtualTime time, SimLink out, Random random, SimScenario scenario) {
		super(time, out, (effects) -> new ServerSessionEngine(scenario.server(), effects, scenario.serverGreets(),
				scenario.serverRequires()));
		this.random = random;
		this.scenario = scenario;
	}

	@Override
	public void deliver(Frame frame) {
		if (!this.refused.isEmpty()) {
			this.afterRefusal++;
		}
		Headers headers = frame.headers();
		if (frame.has(FrameFlags.REQ_ACK)) {
			transmit(AnswerFrames.ack(headers));
			this.answered.add(String.valueOf(headers.get(HeaderNames.MSG_ID)));
		}
		String id = SimClient.id(headers);
		if (id != null && !this.handled.add(id)) {
			throw new IllegalStateException(id + " was handled twice");
		}
		this.time.in((long) (this.random.nextDouble() * this.scenario.maxWork()), () -> finish(frame));
	}

	@Override
	public void refuse(Frame frame, ErrorCode code, String message) {
		sendError(code, message, frame.headers());
		frame.release();
		this.time.in(0, () -> {
			if (!isGone()) {
				this.engine.completed(1, this.time.now());
			}
		});
	}

	private void finish(Frame frame) {
		Headers headers = frame.headers();
		String id = headers.get(HeaderNames.CORRELATION_ID);
		if (id != null && !isGone()) {
			this.answered.add(id);
			if (this.random.nextInt(4) == 0) {
				sendError(ErrorCode.HANDLER_FAILED, "no luck", headers);
			}
			else {
				transmit(Frame.data(Headers.of(HeaderNames.CORRELATION_ID, id), SimClient.payload(this.random)));
			}
		}
		frame.release();
		if (!isGone()) {
			this.engine.completed(1, this.time.now());
		}
	}

	@Override
	public void sendError(ErrorCode code, String message, Headers cause) {
		String id = SimClient.id(cause);
		if (code == ErrorCode.SHUTTING_DOWN && id != null) {
			this.refused.add(id);
		}
		super.sendError(code, message, cause);
	}

	boolean onlyAnswered() {
		return this.sent.stream().noneMatch((type) -> type == FrameType.PING || type == FrameType.BYE);
	}

	@Override
	boolean halfCloses() {
		return true;
	}

	@Override
	void ended() {
	}

}
