package io.vstp.benchmarks.harness;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTests {

	@Test
	void shouldTakeTheMiddleWhenTheCountIsOdd() {
		assertThat(Spread.of(List.of(5.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 5));
	}

	@Test
	void shouldTakeTheMeanOfTheMiddleWhenTheCountIsEven() {
		assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(1, 3, 9));
	}

	@Test
	void shouldPrintTheMedianFirst() {
		assertThat(new Spread(0.5, 1000, 2000.126).format("%,.2f")).isEqualTo("1,000.00 (0.50 to 2,000.13)");
	}

}
