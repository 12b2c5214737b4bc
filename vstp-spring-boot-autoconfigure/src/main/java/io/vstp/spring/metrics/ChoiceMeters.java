package io.vstp.spring.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;

/**
 * The meters of what a destination with the transport {@code auto} has chosen.
 */
final class ChoiceMeters {

	private final MeterFactory meters;

	private final Tags tags;

	private final Map<MessageKind, Map<Transport, AtomicInteger>> chosen = new EnumMap<>(MessageKind.class);

	ChoiceMeters(MeterFactory meters, String destination) {
		this.meters = meters;
		this.tags = Tags.of("destination", destination);
		for (MessageKind kind : MessageKind.values()) {
			Map<Transport, AtomicInteger> values = new EnumMap<>(Transport.class);
			for (Transport transport : Transport.values()) {
				AtomicInteger value = new AtomicInteger();
				values.put(transport, value);
				meters.gauge("vstp.transport.chosen", "Whether the transport carries this kind of messages",
						this.tags.and(MeterTags.of("kind", kind), MeterTags.of("transport", transport)), value,
						AtomicInteger::get);
			}
			this.chosen.put(kind, values);
		}
	}

	void switched(TransportSwitch change) {
		this.chosen.getOrDefault(change.kind(), Map.of())
			.forEach((transport, value) -> value.set((transport == change.to()) ? 1 : 0));
		Transport from = change.from();
		Tags tags = this.tags.and(MeterTags.of("kind", change.kind()),
				(from != null) ? MeterTags.of("from", from) : Tag.of("from", "none"), MeterTags.of("to", change.to()),
				MeterTags.of("reason", change.reason()));
		this.meters
			.counter("vstp.transport.switches", "Times that another transport was chosen for a kind of messages", tags)
			.increment();
	}

}
