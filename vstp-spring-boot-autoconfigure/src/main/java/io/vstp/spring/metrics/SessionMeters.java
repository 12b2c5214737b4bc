package io.vstp.spring.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;

/**
 * The meters of one side and one transport. Counters are found by the ordinals of enums,
 * so that counting a frame neither searches nor allocates.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class SessionMeters {

	private final AtomicInteger open = new AtomicInteger();

	private final Counter[] closed;

	private final Counter failed;

	private final Counter paused;

	private final DirectionMeters received;

	private final DirectionMeters sent;

	SessionMeters(MeterRegistry registry, Side side, Transport transport) {
		Tags tags = Tags.of(MeterTags.of("side", side), MeterTags.of("transport", transport));
		Gauge.builder("vstp.sessions", this.open, AtomicInteger::get)
			.description("Sessions that are open")
			.tags(tags)
			.strongReference(true)
			.register(registry);
		this.closed = Arrays.stream(CloseReason.values())
			.map((reason) -> Counter.builder("vstp.sessions.closed")
				.description("Sessions that ended")
				.tags(tags.and(MeterTags.of("reason", reason)))
				.register(registry))
			.toArray(Counter[]::new);
		this.failed = Counter.builder("vstp.connections.failed")
			.description("Connections that did not come about")
			.tags(tags)
			.register(registry);
		this.paused = Counter.builder("vstp.reading.paused")
			.description("Times that reading from a peer stopped")
			.tags(tags)
			.register(registry);
		this.received = new DirectionMeters(registry, tags.and("direction", "received"));
		this.sent = new DirectionMeters(registry, tags.and("direction", "sent"));
	}

	void opened() {
		this.open.incrementAndGet();
	}

	void closed(CloseReason reason) {
		this.open.decrementAndGet();
		this.closed[reason.ordinal()].increment();
	}

	void failed() {
		this.failed.increment();
	}

	void paused() {
		this.paused.increment();
	}

	DirectionMeters received() {
		return this.received;
	}

	DirectionMeters sent() {
		return this.sent;
	}

}
