package io.vstp.benchmarks.echo;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EchoOptionsTests {

	@Test
	void shouldHaveDefaultsWhenThereAreNoArguments() {
		EchoOptions options = EchoOptions.parse(List.of());

		assertThat(options.variants()).containsExactly("none", "meters", "observed", "traced");
		assertThat(options.transport()).isEqualTo("tcp");
		assertThat(options.depths()).containsExactly(1, 16, 128);
		assertThat(options.baseline()).isNull();
	}

	@Test
	void shouldTakeWhatIsGiven() {
		EchoOptions options = EchoOptions.parse(List.of("--variants=core-meters,none@baseline", "--transport=udp",
				"--depths=8", "--window=250ms", "--baseline-classpath=a.jar", "--jvm-args=-Xint -Xlog:gc"));

		assertThat(options.variants()).containsExactly("core-meters", "none@baseline");
		assertThat(options.transport()).isEqualTo("udp");
		assertThat(options.depths()).containsExactly(8);
		assertThat(options.windowMillis()).isEqualTo(250);
		assertThat(options.jvmArguments()).containsExactly("-Xint", "-Xlog:gc");
	}

	@Test
	void shouldRefuseWhatItDoesNotKnow() {
		assertThatIllegalArgumentException().isThrownBy(() -> EchoOptions.parse(List.of("--fork=1")))
			.withMessageContaining("--fork=1");
		assertThatIllegalArgumentException().isThrownBy(() -> EchoOptions.parse(List.of("--variants=some")));
		assertThatIllegalArgumentException().isThrownBy(() -> EchoOptions.parse(List.of("--io=aio")))
			.withMessageContaining("aio");
	}

	@Test
	void shouldRefuseABaselineWhenItHasNoClasses() {
		assertThatIllegalArgumentException().isThrownBy(() -> EchoOptions.parse(List.of("--variants=none@baseline")))
			.withMessageContaining("--baseline-classpath");
	}

}
