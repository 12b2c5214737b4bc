package io.vstp.benchmarks.transfer;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TransferOptionsTests {

	@Test
	void shouldHaveDefaultsWhenThereAreNoArguments() {
		TransferOptions options = TransferOptions.parse(List.of());

		assertThat(options.megabytes()).isEqualTo(20);
		assertThat(options.losses()).containsExactly(0.0, 0.001, 0.01, 0.05);
		assertThat(options.delayMillis()).containsExactly(0L, 5L, 50L);
		assertThat(options.limitMillis()).isEqualTo(120_000);
	}

	@Test
	void shouldTakeWhatIsGiven() {
		List<String> arguments = List.of("--megabytes=1", "--losses=0.2", "--delays=1s", "--times=5", "--limit=10s");

		assertThat(TransferOptions.parse(arguments))
			.isEqualTo(new TransferOptions(1, List.of(0.2), List.of(1_000L), 5, 10_000, null, arguments));
	}

	@Test
	void shouldRefuseWhatMakesNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> TransferOptions.parse(List.of("--loss=0")))
			.withMessageContaining("--loss=0");
		assertThatIllegalArgumentException().isThrownBy(() -> TransferOptions.parse(List.of("--losses=1")))
			.withMessageContaining("1.0");
		assertThatIllegalArgumentException().isThrownBy(() -> TransferOptions.parse(List.of("--megabytes=101")))
			.withMessageContaining("101");
	}

}
