package io.vstp.demo.game;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.demo.summary.Figures;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.VstpSession;

import org.springframework.stereotype.Component;

/**
 * Sends frames to players who have not asked for them. Who is slow misses some: in a game
 * the next state is worth more than an old one.
 */
@Component
class Pushes implements Figures {

	private final LongAdder sent = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	/**
	 * Passes a frame on. All receivers share its payload.
	 * @param session who gets it
	 * @param headers the headers it gets
	 * @param frame the frame, which is not released
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // both ends of it are counted
	void push(VstpSession session, Headers headers, Frame frame) {
		if (!session.isGreeted()) {
			return; // knows nothing of frames that it has not asked for
		}
		if (!session.isWritable()) {
			this.dropped.increment();
			return;
		}
		session.send(Frame.data(headers, frame.payload().retainedDuplicate()))
			.whenComplete((done, ex) -> ((ex != null) ? this.dropped : this.sent).increment());
	}

	@Override
	public String topic() {
		return "pushes";
	}

	@Override
	public Map<String, Number> figures() {
		return Map.of("sent", this.sent, "dropped", this.dropped);
	}

}
