package io.vstp.demo.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * What the meters say of things that went wrong, or were made up for, at both ends.
 */
@Component
class Problems implements LiveView {

	private static final List<Kind> KINDS = List.of(new Kind("No frame", "vstp.decode.errors", "reason"),
			new Kind("Datagram dropped", "vstp.datagrams.dropped", "reason"),
			new Kind("Duplicate, not handled again", "vstp.duplicates.suppressed", "transport"),
			new Kind("Datagram sent again", "vstp.retransmissions", "side"),
			new Kind("Long message", "vstp.reassemblies", "outcome"), new Kind("ERR", "vstp.errors", "code"),
			new Kind("Reading paused", "vstp.reading.paused", "transport"),
			new Kind("Connection failed", "vstp.connections.failed", "reason"),
			new Kind("Session ended", "vstp.sessions.closed", "reason"));

	private final MeterRegistry registry;

	Problems(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public String name() {
		return "problems";
	}

	@Override
	public List<Problem> view() {
		List<Problem> problems = new ArrayList<>();
		for (Kind kind : KINDS) {
			Map<String, Problem> counts = new TreeMap<>();
			this.registry.find(kind.meter())
				.counters()
				.stream()
				.filter((counter) -> counter.count() > 0)
				.map((counter) -> Problem.of(kind, counter))
				.forEach((problem) -> counts.merge(problem.side() + problem.why(), problem, Problem::plus));
			problems.addAll(counts.values());
		}
		return problems;
	}

	/**
	 * What may go wrong.
	 *
	 * @param what in words
	 * @param meter the counter
	 * @param tag its tag that says why
	 */
	private record Kind(String what, String meter, String tag) {

	}

	/**
	 * What went wrong.
	 *
	 * @param what in words
	 * @param side {@code server} or {@code client}
	 * @param why the reason, or another tag
	 * @param count how often since the start
	 */
	record Problem(String what, String side, String why, double count) {

		static Problem of(Kind kind, Counter counter) {
			return new Problem(kind.what(), tag(counter, "side"), tag(counter, kind.tag()), counter.count());
		}

		private static String tag(Counter counter, String name) {
			String value = counter.getId().getTag(name);
			return (value != null) ? value : "";
		}

		Problem plus(Problem other) {
			return new Problem(this.what, this.side, this.why, this.count + other.count);
		}

	}

}
