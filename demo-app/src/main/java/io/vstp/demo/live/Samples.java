package io.vstp.demo.live;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The points of the charts, one for each of the last seconds.
 */
@Component
class Samples implements LiveView {

	private static final int MAX_SAMPLES = 180;

	private final List<Sampled> sources;

	private final InstantSource clock;

	private final Deque<Sample> samples = new ArrayDeque<>();

	private Map<String, Double> totals = Map.of();

	private long sampledAt;

	Samples(List<Sampled> sources, InstantSource clock) {
		this.sources = sources;
		this.clock = clock;
	}

	@Scheduled(initialDelay = 1, fixedRate = 1, timeUnit = TimeUnit.SECONDS)
	void sample() {
		sample(System.nanoTime());
	}

	/**
	 * Adds a point.
	 * @param now the time in nanoseconds
	 */
	synchronized void sample(long now) {
		Map<String, Double> former = this.totals;
		Map<String, Double> current = new HashMap<>();
		this.sources.forEach((source) -> current.putAll(source.totals()));
		double seconds = (now - this.sampledAt) / (double) TimeUnit.SECONDS.toNanos(1);
		this.totals = current;
		this.sampledAt = now;
		if (former.isEmpty() || seconds <= 0) {
			return;
		}
		Map<String, Double> values = new TreeMap<>();
		current.forEach((name, total) -> values.put(name, rounded((total - former.getOrDefault(name, 0.0)) / seconds)));
		this.sources.forEach((source) -> values.putAll(source.values()));
		this.samples.addLast(new Sample(this.clock.millis(), values));
		if (this.samples.size() > MAX_SAMPLES) {
			this.samples.removeFirst();
		}
	}

	private static double rounded(double rate) {
		return Math.round(10 * rate) / 10.0;
	}

	synchronized List<Sample> all() {
		return List.copyOf(this.samples);
	}

	@Override
	public String name() {
		return "sample";
	}

	/**
	 * Returns the latest point.
	 */
	@Override
	public synchronized Object view() {
		Sample last = this.samples.peekLast();
		return (last != null) ? last : Map.of();
	}

	/**
	 * A point of all charts.
	 *
	 * @param at when, in milliseconds since 1970
	 * @param values numbers by their names
	 */
	record Sample(long at, Map<String, Double> values) {

	}

}
