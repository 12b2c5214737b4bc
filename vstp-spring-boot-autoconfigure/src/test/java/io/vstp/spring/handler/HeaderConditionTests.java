package io.vstp.spring.handler;

import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HeaderConditionTests {

	@ParameterizedTest
	@CsvSource({ "op, op", "!op, !op", "op=a, op=a", "op!=a, op!=a", "' op = a ', op=a", "' ! op', !op",
			"'op != a b ', op!=a b", "op=, op=", "op!=, op!=", "op=a*, op=a*", "op=*, op", "op!=**, !op",
			"op=a=b, op=a=b", "op=!a, op=!a" })
	void shouldReadConditionWhenFormIsKnown(String text, String expected) {
		assertThat(HeaderCondition.parse(text)).hasToString(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "!", "=x", "!=x", "!op=x", "!!op", "o*p", "*=x", "!op!=x" })
	void shouldSayWhatIsExpectedWhenConditionIsBad(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> HeaderCondition.parse(text))
			.withMessageContaining("expected is name, !name, name=value or name!=value");
	}

	@Test
	void shouldRefuseConditionWhenNoHeaderCouldMeetIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> HeaderCondition.parse("ä".repeat(128)))
			.withMessageContaining("the name is longer than 255 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> HeaderCondition.parse("op=" + "x".repeat(256)))
			.withMessageContaining("the value is longer than 255 bytes");
		assertThat(HeaderCondition.parse("op=" + "x".repeat(255) + "*")).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "op, true", "!op, false", "op=a, true", "op=b, false", "op=A, false", "Op, false", "op!=a, false",
			"op!=b, true", "op=a*, true", "op!=a*, false", "op!=b*, true", "gone, false", "!gone, true",
			"gone=a, false", "gone!=a, true", "gone!=a*, true", "empty, true", "empty=, true", "empty=*, true",
			"empty!=, false" })
	void shouldLookAtFirstValueWhenHeaderRepeats(String condition, boolean expected) {
		Headers headers = Headers.of("op", "a", "op", "b", "empty", "");
		assertThat(HeaderCondition.parse(condition).matches(headers)).isEqualTo(expected);
		assertThat(HeaderCondition.parse(condition).negate().matches(headers)).isNotEqualTo(expected);
	}

	@Test
	void shouldCompareTextWhenNamesAndValuesAreNotAscii() {
		Headers headers = Headers.of("größe", "zwölf");
		assertThat(HeaderCondition.parse("größe=zwölf").matches(headers)).isTrue();
		assertThat(HeaderCondition.parse("größe=zw*f").matches(headers)).isTrue();
		assertThat(HeaderCondition.parse("große").matches(headers)).isFalse();
	}

}
