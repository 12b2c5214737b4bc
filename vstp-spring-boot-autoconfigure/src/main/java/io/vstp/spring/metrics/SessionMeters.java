package io.vstp.spring.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.observe.Side;

/**
 * The meters of one side and one transport. Counters are found by the ordinals of enums,
 * so that counting a frame neither searches nor allocates.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class SessionMeters {

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger paused = new AtomicInteger();

	private final Counter opened;

	private final Counter[] closed;

	private final Counter[] failed;

	private final Counter[] malformed;

	private final Counter pauses;

	private final Counter duplicates;

	private final Timer rtt;

	private final DirectionMeters received;

	private final DirectionMeters sent;

	SessionMeters(MeterFactory meters, Side side, Transport transport) {
		Tags tags = Tags.of(MeterTags.of("side", side), MeterTags.of("transport", transport));
		meters.gauge("vstp.sessions", "Sessions that are open", tags, this.open, AtomicInteger::get);
		meters.gauge("vstp.sessions.paused", "Sessions from which reading is paused", tags, this.paused,
				AtomicInteger::get);
		this.opened = meters.counter("vstp.sessions.opened", "Sessions that began", tags);
		this.closed = meters.counters("vstp.sessions.closed", "Sessions that ended", tags, CloseReason.values(),
				SessionMeters::reason);
		this.failed = meters.counters("vstp.connections.failed", "Connections that did not come about", tags,
				ConnectionFailure.values(), SessionMeters::reason);
		this.malformed = meters.counters("vstp.decode.errors", "Bytes that came in and are no frame", tags,
				DecodeError.values(), SessionMeters::reason);
		this.pauses = meters.counter("vstp.reading.paused", "Times that reading from a peer stopped", tags);
		this.duplicates = meters.counter("vstp.duplicates.suppressed",
				"Messages that came again and were not handled again", tags);
		this.rtt = meters.timer("vstp.rtt", "Round trips that were measured", tags);
		this.received = new DirectionMeters(meters, tags.and("direction", "received"));
		this.sent = new DirectionMeters(meters, tags.and("direction", "sent"));
	}

	private static Tag reason(Enum<?> reason) {
		return MeterTags.of("reason", reason);
	}

	void opened() {
		this.open.incrementAndGet();
		this.opened.increment();
	}

	void closed(CloseReason reason) {
		this.open.decrementAndGet();
		this.closed[reason.ordinal()].increment();
	}

	void failed(ConnectionFailure reason) {
		this.failed[reason.ordinal()].increment();
	}

	void malformed(DecodeError error) {
		this.malformed[error.ordinal()].increment();
	}

	void paused() {
		this.paused.incrementAndGet();
		this.pauses.increment();
	}

	void resumed() {
		this.paused.decrementAndGet();
	}

	void duplicate() {
		this.duplicates.increment();
	}

	void rtt(long nanos) {
		this.rtt.record(nanos, TimeUnit.NANOSECONDS);
	}

	DirectionMeters received() {
		return this.received;
	}

	DirectionMeters sent() {
		return this.sent;
	}

}
