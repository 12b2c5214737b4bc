package io.vstp.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTests {

	@Test
	void shouldStayOnOneLineWhenTextHasLineBreaks() {
		assertThat(LogText.of("a\r\nWARN forged\u0085\u2028\u001b[31m\u202eb")).isEqualTo("a??WARN forged???[31m?b");
	}

	@Test
	void shouldKeepTextWhenItIsHarmless() {
		assertThat(LogText.of("naïve 名 🚀")).isEqualTo("naïve 名 🚀");
		assertThat(LogText.of((String) null)).isEqualTo("null");
	}

	@Test
	void shouldCutTextWhenItIsLong() {
		assertThat(LogText.of("x".repeat(10_000))).hasSize(503).endsWith("...");
	}

	@Test
	void shouldShowCausesAndWhereTheyComeFromWhenItIsAnException() {
		String text = LogText.of(new IllegalStateException("outer\nforged", new RuntimeException("inner")));
		assertThat(text.lines().toList()).first().isEqualTo("java.lang.IllegalStateException: outer?forged");
		assertThat(text).contains("\tat io.vstp.transport.LogTextTests.")
			.contains("Caused by: java.lang.RuntimeException: inner");
	}

}
