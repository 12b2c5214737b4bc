package io.vstp.benchmarks.echo;

import java.util.List;

import io.vstp.benchmarks.harness.Spread;
import io.vstp.benchmarks.harness.Window;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EchoResultsTests {

	@Test
	void shouldRelateWithinEachRoundAndSpreadOverForks() {
		EchoResults results = new EchoResults(List.of("a", "b"), List.of(1));
		results.add(0, 1, windows(100, 50));
		results.add(0, 1, windows(10, 9));
		results.add(0, 1, windows(100, 80));
		results.add(1, 1, windows(100, 100));

		assertThat(results.ratio(1, 1, Window::rate)).isEqualTo(new Spread(0.8, 0.9, 1));
		assertThat(results.ratio(1, 0, Window::rate)).isEqualTo(new Spread(1, 1, 1));
	}

	private static List<Window> windows(long first, long second) {
		return List.of(new Window(first, 1_000_000_000, 1, 1), new Window(second, 1_000_000_000, 1, 1));
	}

}
