package io.vstp.spring.handler;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTests {

	@ParameterizedTest
	@CsvSource({ "temp-*, temp-, true", "temp-*, temp-001, true", "temp-*, hum-001, false", "*-001, temp-001, true",
			"*-001, temp-0010, false", "a*b*c, abc, true", "a*b*c, axxbyyc, true", "a*b*c, acb, false",
			"*, anything, true", "A*, abc, false", "a**c, abc, true" })
	void shouldMatchWhenStarsStandForAnyCharacters(String pattern, String text, boolean expected) {
		assertThat(Glob.matches(pattern, text)).isEqualTo(expected);
	}

	@Test
	void shouldAgreeWithRegularExpressionsWhenPatternsAreRandom() {
		long seed = Long.getLong("vstp.seed", 1);
		System.out.println("Glob seed " + seed);
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			String pattern = random(random, "ab*", 6);
			String text = random(random, "ab", 8);
			assertThat(Glob.matches(pattern, text)).as("%s on %s, seed %d", pattern, text, seed)
				.isEqualTo(Pattern.matches(pattern.replace("*", ".*"), text));
		}
	}

	@Test
	@Timeout(5)
	void shouldStayQuickWhenValueIsMadeToBacktrack() {
		String pattern = "*a".repeat(60) + "*b";
		String value = "a".repeat(255);
		assertThat(Glob.matches(pattern, value)).isFalse();
	}

	static String random(Random random, String letters, int maxLength) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
			text.append(letters.charAt(random.nextInt(letters.length())));
		}
		return text.toString();
	}

}
