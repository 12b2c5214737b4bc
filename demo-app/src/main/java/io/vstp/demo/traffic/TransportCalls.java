package io.vstp.demo.traffic;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import io.vstp.spring.client.VstpCall;

/**
 * Makes calls by one transport, counts them and times their answers.
 */
class TransportCalls {

	private final LongConsumer roundTrips;

	private final LongAdder sent = new LongAdder();

	private final LongAdder acknowledged = new LongAdder();

	private final LongAdder replies = new LongAdder();

	private final LongAdder errors = new LongAdder();

	private final LongAdder pushes = new LongAdder();

	/**
	 * Creates this.
	 * @param roundTrips takes how long answers took, in nanoseconds
	 */
	TransportCalls(LongConsumer roundTrips) {
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

	long errors() {
		return this.errors.sum();
	}

	Map<String, Number> figures() {
		return Map.of("sent", this.sent, "acknowledged", this.acknowledged, "replies", this.replies, "errors",
				this.errors, "pushesReceived", this.pushes);
	}

	private <T> T time(LongAdder answers, Supplier<T> call) {
		long start = System.nanoTime();
		T result = count(call);
		this.roundTrips.accept(System.nanoTime() - start);
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
