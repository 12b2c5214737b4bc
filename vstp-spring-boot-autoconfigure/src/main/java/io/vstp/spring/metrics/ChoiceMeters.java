package io.vstp.spring.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;

/**
 * The meters of what a destination with the transport {@code auto} has chosen.
 */
final class ChoiceMeters {

	private final MeterRegistry registry;

	private final Tags tags;

	private final Map<MessageKind, Map<Transport, AtomicInteger>> chosen = new EnumMap<>(MessageKind.class);

	ChoiceMeters(MeterRegistry registry, String destination) {
		this.registry = registry;
		this.tags = Tags.of("destination", destination);
		for (MessageKind kind : MessageKind.values()) {
			Map<Transport, AtomicInteger> values = new EnumMap<>(Transport.class);
			for (Transport transport : Transport.values()) {
				AtomicInteger value = new AtomicInteger();
				values.put(transport, value);
				Gauge.builder("vstp.transport.chosen", value, AtomicInteger::get)
					.description("Whether the transport carries this kind of messages")
					.tags(this.tags.and(MeterTags.of("kind", kind), MeterTags.of("transport", transport)))
					.strongReference(true)
					.register(registry);
			}
			this.chosen.put(kind, values);
		}
	}

	void switched(TransportSwitch change) {
		this.chosen.getOrDefault(change.kind(), Map.of())
			.forEach((transport, value) -> value.set((transport == change.to()) ? 1 : 0));
		Transport from = change.from();
		Counter.builder("vstp.transport.switches")
			.description("Times that another transport was chosen for a kind of messages")
			.tags(this.tags.and(MeterTags.of("kind", change.kind()),
					(from != null) ? MeterTags.of("from", from) : Tag.of("from", "none"),
					MeterTags.of("to", change.to()), MeterTags.of("reason", change.reason())))
			.register(this.registry)
			.increment();
	}

}
