package io.vstp.spring.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.observe.Side;

/**
 * The meters that one side has of datagrams alone.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class DatagramMeters {

	private final AtomicInteger reassembling = new AtomicInteger();

	private final Counter[] dropped;

	private final Counter[] reassembled;

	private final Counter retransmissions;

	private final DistributionSummary window;

	DatagramMeters(MeterFactory meters, Side side) {
		Tags tags = Tags.of(MeterTags.of("side", side));
		this.dropped = meters.counters("vstp.datagrams.dropped", "Datagrams, and messages, that were dropped", tags,
				DropReason.values(), (reason) -> MeterTags.of("reason", reason));
		this.reassembled = meters.counters("vstp.reassemblies", "Messages in fragments that ended", tags,
				ReassemblyOutcome.values(), (outcome) -> MeterTags.of("outcome", outcome));
		meters.gauge("vstp.reassemblies.active", "Messages of which not all fragments have arrived", tags,
				this.reassembling, AtomicInteger::get);
		this.retransmissions = meters.counter("vstp.retransmissions", "Datagrams that were sent again", tags);
		this.window = meters.summaryOfBytes("vstp.congestion.window",
				"Congestion windows as fragments were acknowledged", tags);
	}

	void dropped(DropReason reason) {
		this.dropped[reason.ordinal()].increment();
	}

	void retransmitted(int datagrams) {
		this.retransmissions.increment(datagrams);
	}

	void reassemblyStarted() {
		this.reassembling.incrementAndGet();
	}

	void reassemblyEnded(ReassemblyOutcome outcome) {
		this.reassembling.decrementAndGet();
		this.reassembled[outcome.ordinal()].increment();
	}

	void window(long bytes) {
		this.window.record(bytes);
	}

}
