package io.vstp.benchmarks.echo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.vstp.benchmarks.harness.Spread;
import io.vstp.benchmarks.harness.Window;

/**
 * The windows of all variants, which are compared with the first of them.
 */
public final class EchoResults {

	private final List<String> variants;

	private final Map<Integer, List<Round>> rounds = new LinkedHashMap<>();

	EchoResults(List<String> variants, List<Integer> depths) {
		this.variants = variants;
		depths.forEach((depth) -> this.rounds.put(depth, new ArrayList<>()));
	}

	void add(int fork, int depth, List<Window> windows) {
		this.rounds.computeIfAbsent(depth, (key) -> new ArrayList<>()).add(new Round(fork, windows));
	}

	/**
	 * Returns what was measured.
	 * @param depth how many requests were under way
	 * @param variant the place of the variant among those compared
	 * @return its windows, in their order
	 */
	public List<Window> windows(int depth, int variant) {
		return this.rounds.getOrDefault(depth, List.of()).stream().map((round) -> round.windows.get(variant)).toList();
	}

	/**
	 * Returns how something relates to the first variant: within each round, of which
	 * each fork gives the median.
	 * @param depth how many requests were under way
	 * @param variant the place of the variant among those compared
	 * @param value what to relate
	 * @return the spread of the forks
	 */
	Spread ratio(int depth, int variant, ToDoubleFunction<Window> value) {
		Map<Integer, List<Double>> forks = new LinkedHashMap<>();
		for (Round round : this.rounds.getOrDefault(depth, List.of())) {
			double ratio = value.applyAsDouble(round.windows.get(variant)) / value.applyAsDouble(round.windows.get(0));
			forks.computeIfAbsent(round.fork, (key) -> new ArrayList<>()).add(ratio);
		}
		return Spread.of(forks.values().stream().map((ratios) -> Spread.of(ratios).median()).toList());
	}

	private Spread spread(int depth, int variant, ToDoubleFunction<Window> value) {
		return Spread.of(windows(depth, variant).stream().map(value::applyAsDouble).toList());
	}

	/**
	 * Prints medians with the lowest and the highest of all windows, and ratios with the
	 * lowest and the highest of all forks.
	 * @param out where to
	 */
	void print(PrintStream out) {
		for (int depth : this.rounds.keySet()) {
			out.printf(Locale.ROOT, "%n%-22s %-30s %-24s %8s   %-26s %s%n", "depth " + depth, "requests/s",
					"CPU us/request", "B/request", "requests/s, ratio", "CPU, ratio");
			for (int i = 0; i < this.variants.size(); i++) {
				out.printf(Locale.ROOT, "%-22s %-30s %-24s %8.0f   %-26s %s%n", this.variants.get(i),
						spread(depth, i, Window::rate).format("%,.0f"),
						spread(depth, i, (window) -> window.cpu() / 1000).format("%.2f"),
						spread(depth, i, Window::allocated).median(), ratio(depth, i, Window::rate).format("%.3f"),
						ratio(depth, i, Window::cpu).format("%.3f"));
			}
		}
	}

	private record Round(int fork, List<Window> windows) {
	}

}
