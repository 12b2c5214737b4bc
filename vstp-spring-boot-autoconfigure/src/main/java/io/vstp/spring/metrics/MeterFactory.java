package io.vstp.spring.metrics;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Registers meters under the names and with the tags of a convention.
 *
 * @param registry where to register them
 * @param convention names them
 * @param gauges those that read what belongs to this application
 */
record MeterFactory(MeterRegistry registry, VstpMeterConvention convention, Queue<Gauge> gauges) {

	MeterFactory(MeterRegistry registry, VstpMeterConvention convention) {
		this(registry, convention, new ConcurrentLinkedQueue<>());
	}

	Counter counter(String name, String description, Tags tags) {
		return Counter.builder(name(name)).description(description).tags(tags(name, tags)).register(this.registry);
	}

	Counter bytes(String name, String description, Tags tags) {
		return Counter.builder(name(name))
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.tags(tags(name, tags))
			.register(this.registry);
	}

	/**
	 * Registers a counter for each constant of an enum, to be found by its ordinal.
	 * @param name the name of the counters
	 * @param description what they count
	 * @param tags the tags that all of them have
	 * @param constants the constants
	 * @param tag makes the tag of a constant
	 * @param <E> the enum
	 * @return the counters in the order of the constants
	 */
	<E extends Enum<E>> Counter[] counters(String name, String description, Tags tags, E[] constants,
			Function<E, Tag> tag) {
		Counter[] counters = new Counter[constants.length];
		for (int i = 0; i < constants.length; i++) {
			counters[i] = counter(name, description, tags.and(tag.apply(constants[i])));
		}
		return counters;
	}

	Timer timer(String name, String description, Tags tags) {
		return Timer.builder(name(name)).description(description).tags(tags(name, tags)).register(this.registry);
	}

	DistributionSummary summaryOfBytes(String name, String description, Tags tags) {
		return DistributionSummary.builder(name(name))
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.tags(tags(name, tags))
			.register(this.registry);
	}

	/**
	 * Registers a gauge, which keeps what it reads from being collected.
	 * @param name its name
	 * @param description what it tells
	 * @param tags its tags
	 * @param state what it reads
	 * @param value reads it
	 * @param <T> the type of what it reads
	 */
	<T> void gauge(String name, String description, Tags tags, T state, ToDoubleFunction<T> value) {
		String named = name(name);
		Tags tagged = tags(name, tags);
		// Of another application by the same registry, which removes it itself.
		boolean taken = this.registry.find(named).tags(tagged).gauge() != null;
		Gauge gauge = Gauge.builder(named, state, value)
			.description(description)
			.tags(tagged)
			.strongReference(true)
			.register(this.registry);
		if (!taken) {
			this.gauges.add(gauge);
		}
	}

	/**
	 * Removes the gauges: the registry may outlive the application, and give the next one
	 * the meters that it has. What was counted stays.
	 */
	void removeGauges() {
		this.gauges.forEach(this.registry::remove);
		this.gauges.clear();
	}

	private String name(String name) {
		return this.convention.name(name);
	}

	private Tags tags(String name, Tags tags) {
		return this.convention.tags(name, tags);
	}

}
