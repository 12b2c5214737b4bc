package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.client.TransportChoice;
import io.vstp.demo.live.Sampled;
import io.vstp.demo.summary.Figures;

import org.springframework.stereotype.Component;

/**
 * How long it took from a call to its answer, in microseconds. Percentiles and maximum
 * are of the last minute or two, and for charts of the last second or two.
 */
@Component
class RoundTrips implements Figures, Sampled {

	private final Map<TransportChoice, Timer> timers = new EnumMap<>(TransportChoice.class);

	private final Map<TransportChoice, Timer> recent = new EnumMap<>(TransportChoice.class);

	RoundTrips(MeterRegistry registry) {
		// of no use to others, who have intervals of their own
		MeterRegistry own = new SimpleMeterRegistry();
		for (TransportChoice choice : TransportChoice.values()) {
			this.timers.put(choice,
					timer(choice).distributionStatisticExpiry(Duration.ofMinutes(1)).register(registry));
			this.recent.put(choice,
					timer(choice).distributionStatisticExpiry(Duration.ofSeconds(2))
						.distributionStatisticBufferLength(2)
						.register(own));
		}
	}

	private static Timer.Builder timer(TransportChoice choice) {
		return Timer.builder("demo.round.trips")
			.description("From a call of the traffic generator to its answer")
			.tag("transport", name(choice))
			.publishPercentiles(0.5, 0.9, 0.99)
			.percentilePrecision(2);
	}

	@SuppressWarnings("NullAway") // there is one for each
	void record(TransportChoice choice, long nanos) {
		this.timers.get(choice).record(nanos, TimeUnit.NANOSECONDS);
		this.recent.get(choice).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public String topic() {
		return "roundTripMicros";
	}

	@Override
	public Map<String, Map<String, Number>> figures() {
		return figures(this.timers);
	}

	@Override
	public Map<String, Double> values() {
		Map<String, Double> values = new TreeMap<>();
		this.recent.forEach((choice, timer) -> {
			for (ValueAtPercentile percentile : timer.takeSnapshot().percentileValues()) {
				double millis = percentile.value(TimeUnit.NANOSECONDS) / 1_000_000;
				if (millis > 0) {
					values.put("%s.p%d".formatted(name(choice), Math.round(percentile.percentile() * 100)), millis);
				}
			}
		});
		return values;
	}

	private static Map<String, Map<String, Number>> figures(Map<TransportChoice, Timer> timers) {
		Map<String, Map<String, Number>> all = new TreeMap<>();
		timers.forEach((choice, timer) -> all.put(name(choice), figures(timer.takeSnapshot())));
		return all;
	}

	private static Map<String, Number> figures(HistogramSnapshot snapshot) {
		Map<String, Number> figures = new HashMap<>();
		figures.put("count", snapshot.count());
		figures.put("max", Math.round(snapshot.max(TimeUnit.MICROSECONDS)));
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			figures.put("p" + Math.round(value.percentile() * 100), Math.round(value.value(TimeUnit.MICROSECONDS)));
		}
		return figures;
	}

	private static String name(TransportChoice choice) {
		return choice.name().toLowerCase(Locale.ROOT);
	}

}
