package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConditionSolverTests {

	@ParameterizedTest
	@ValueSource(strings = { "op=a;op=b", "op;!op", "op=a;!op", "op=a;op!=a", "op=a*;op=b*", "op=a*;op!=a*",
			"op=ab;op=*c", "op=a*b;op=*c", "op=a*;!op", "op=abc;op!=*b*", "op=a*;op!=a*;x", "op=*a*;op!=*a*" })
	void shouldFindNothingWhenConditionsExcludeEachOther(String conditions) {
		assertThat(ConditionSolver.solve(conditions(conditions))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "op", "op=a;x", "op!=a", "op!=a;op", "op=a*;op=*b", "op=a*c;op=*b*;op!=abc", "!a;!b;c=d",
			"op=*a*;op=*b*;op=c*;op=*d", "op=*;op!=x;op!=", "op=x*;op!=x*x;op!=x", "größe=ä*;größe!=ä" })
	void shouldFindExampleWhenConditionsAreCompatible(String conditions) {
		Headers example = ConditionSolver.solve(conditions(conditions));
		assertThat(example).isNotNull();
		assertThat(conditions(conditions)).allMatch((condition) -> condition.matches(example));
	}

	@Test
	void shouldAgreeWithTryingAllValuesWhenConditionsAreRandom() {
		long seed = Long.getLong("vstp.seed", 1);
		System.out.println("ConditionSolver seed " + seed);
		Random random = new Random(seed);
		List<Headers> all = allHeaders();
		for (int i = 0; i < 2_000; i++) {
			List<HeaderCondition> conditions = new ArrayList<>();
			for (int c = 1 + random.nextInt(4); c > 0; c--) {
				conditions.add(new HeaderCondition("n", random.nextBoolean(),
						(random.nextInt(6) == 0) ? null : GlobTests.random(random, "ab*", 3)));
			}
			Headers example = ConditionSolver.solve(conditions);
			boolean possible = all.stream()
				.anyMatch((headers) -> conditions.stream().allMatch((condition) -> condition.matches(headers)));
			assertThat(example != null).as("%s, seed %d", conditions, seed).isEqualTo(possible);
			if (example != null) {
				assertThat(conditions).as("seed %d", seed).allMatch((condition) -> condition.matches(example));
			}
		}
	}

	// Patterns of three letters need no more than seven to meet, or not to.
	private static List<Headers> allHeaders() {
		List<String> values = new ArrayList<>(List.of(""));
		for (int i = 0; values.get(i).length() < 7; i++) {
			values.add(values.get(i) + 'a');
			values.add(values.get(i) + 'b');
			values.add(values.get(i) + 'c');
		}
		List<Headers> headers = new ArrayList<>(List.of(Headers.EMPTY));
		values.forEach((value) -> headers.add(Headers.of("n", value)));
		return headers;
	}

	@Test
	@Timeout(30)
	void shouldGiveUpWhenPatternsAreIntricate() {
		List<HeaderCondition> conditions = new ArrayList<>();
		for (char c = 'a'; c <= 'p'; c++) {
			conditions.add(HeaderCondition.parse("op=*" + String.valueOf(c).repeat(16) + "*"));
		}
		assertThat(ConditionSolver.solve(conditions)).isNull();
	}

	static List<HeaderCondition> conditions(String texts) {
		return Arrays.stream(texts.split(";")).map(HeaderCondition::parse).toList();
	}

}
