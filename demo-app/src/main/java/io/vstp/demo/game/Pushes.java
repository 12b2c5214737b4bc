package io.vstp.demo.game;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.demo.summary.Figures;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.client.VstpPushOutcome;
import io.vstp.spring.client.VstpPushResult;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpSession;

import org.springframework.stereotype.Component;

/**
 * Sends frames to players who have not asked for them, and counts them. Who is slow
 * misses some: in a game the next state is worth more than an old one.
 */
@Component
class Pushes implements Figures {

	private final VstpTemplate template;

	private final LongAdder sent = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	Pushes(VstpTemplate template) {
		this.template = template;
	}

	/**
	 * Passes a frame on. All receivers share its payload.
	 * @param sessions who gets it; who has not said HELLO knows nothing of frames that it
	 * has not asked for, and is not counted
	 * @param headers the headers it gets
	 * @param frame the frame, which is not released
	 */
	void push(Collection<VstpSession> sessions, Headers headers, Frame frame) {
		VstpPushResult result = this.template.toSessions(sessions)
			.headers(headers)
			.payload(frame.payload().retainedDuplicate())
			.send();
		this.sent.add(result.succeeded());
		this.dropped.add(result.total() - result.succeeded() - result.count(VstpPushOutcome.NOT_GREETED));
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
