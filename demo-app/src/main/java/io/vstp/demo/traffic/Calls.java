package io.vstp.demo.traffic;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.vstp.demo.summary.Figures;
import io.vstp.spring.client.VstpCall;

import org.springframework.stereotype.Component;

/**
 * Makes calls, counts them and times their answers.
 */
@Component
class Calls implements Figures {

	private final RoundTrips roundTrips;

	private final LongAdder sent = new LongAdder();

	private final LongAdder acknowledged = new LongAdder();

	private final LongAdder replies = new LongAdder();

	private final LongAdder errors = new LongAdder();

	private final LongAdder pushes = new LongAdder();

	Calls(RoundTrips roundTrips) {
		this.roundTrips = roundTrips;
	}

	void send(VstpCall call) {
		count(() -> {
			call.send();
			return this;
		});
	}

	void sendWithAck(VstpCall call) {
		time(this.acknowledged, () -> {
			call.sendWithAck();
			return this;
		});
	}

	<T> T exchange(VstpCall call, Class<T> replyType) {
		return time(this.replies, () -> call.exchange(replyType));
	}

	void pushReceived() {
		this.pushes.increment();
	}

	@Override
	public String topic() {
		return "traffic";
	}

	@Override
	public Map<String, Number> figures() {
		return Map.of("sent", this.sent, "acknowledged", this.acknowledged, "replies", this.replies, "errors",
				this.errors, "pushesReceived", this.pushes);
	}

	private <T> T time(LongAdder answers, Supplier<T> call) {
		long start = System.nanoTime();
		T result = count(call);
		this.roundTrips.record(System.nanoTime() - start);
		answers.increment();
		return result;
	}

	private <T> T count(Supplier<T> call) {
		try {
			T result = call.get();
			this.sent.increment();
			return result;
		}
		catch (RuntimeException ex) {
			this.errors.increment();
			throw ex;
		}
	}

}
