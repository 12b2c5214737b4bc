package io.vstp.spring.metrics;

import java.util.Arrays;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vstp.engine.fragment.DropReason;
import io.vstp.observe.Side;

/**
 * The meters that one side has of datagrams alone.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class DatagramMeters {

	private final Counter[] dropped;

	private final Counter retransmissions;

	DatagramMeters(MeterRegistry registry, Side side) {
		Tags tags = Tags.of(MeterTags.of("side", side));
		this.dropped = Arrays.stream(DropReason.values())
			.map((reason) -> Counter.builder("vstp.datagrams.dropped")
				.description("Datagrams, and messages, that were dropped")
				.tags(tags.and(MeterTags.of("reason", reason)))
				.register(registry))
			.toArray(Counter[]::new);
		this.retransmissions = Counter.builder("vstp.retransmissions")
			.description("Datagrams that were sent again")
			.tags(tags)
			.register(registry);
	}

	void dropped(DropReason reason) {
		this.dropped[reason.ordinal()].increment();
	}

	void retransmitted(int datagrams) {
		this.retransmissions.increment(datagrams);
	}

}
