package io.vstp.spring.handler;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerOrderTests {

	private static final Set<FrameType> DATA = EnumSet.of(FrameType.DATA);

	private static final Set<Transport> ALL = EnumSet.allOf(Transport.class);

	@ParameterizedTest
	@CsvSource({ "op=a;x=b, op=a", "op=a*;x;y, op=a", "x;y, op=a*", "op=a;!y, op=a*;!x;!y", "op=a;x, op=a*;x",
			"x, !a;!b", "x;y, x", "!x;!y, !x", "op=a, op", "op=abc, op=a*", "op=a*, op", "x!=a, ''", "x, ''",
			"op=ab*, op=a*", "op=a*b, op=*b", "x!=a*, x!=ab", "op=a*;op=*b, op=a*" })
	void shouldPreferFirstWhenItIsMoreSpecific(String first, String second) {
		HandlerConditions some = headers(first);
		HandlerConditions others = headers(second);
		assertThat(sort(some, others)).containsExactly(some, others);
		assertThat(sort(others, some)).containsExactly(some, others);
	}

	@Test
	void shouldPreferTheNarrowerWhenHeadersAreEquallySpecific() {
		HandlerConditions everywhere = conditions("x", DATA, ALL, Set.of());
		HandlerConditions tcp = conditions("x", DATA, EnumSet.of(Transport.TCP), Set.of());
		HandlerConditions tcpHere = conditions("x", DATA, EnumSet.of(Transport.TCP), Set.of("default"));
		HandlerConditions moreTypes = conditions("x", EnumSet.of(FrameType.DATA, FrameType.ACK), ALL, Set.of());
		HandlerConditions twoServers = conditions("x", DATA, EnumSet.of(Transport.TCP), Set.of("default", "b"));
		assertThat(sort(moreTypes, everywhere, tcp, twoServers, tcpHere)).containsExactly(tcpHere, twoServers, tcp,
				everywhere, moreTypes);
	}

	@ParameterizedTest
	@CsvSource({ "a, b, '{a=x, b=x}'", "a, a, '{a=x}'", "op=a;x, op=a;y, '{op=a, x=x, y=x}'", "op=a*, op=*b, '{op=ab}'",
			"!a, !b, {}", "a!=1, a!=2, {}", "op=*a*, op=**a*, '{op=a}'", "op=xa*, op=xa*;!b, ''", "'', '', {}" })
	void shouldRefuseHandlersWhenTheyTie(String first, String second, String example) {
		HandlerConditions some = headers(first);
		HandlerConditions others = headers(second);
		if (example.isEmpty()) {
			assertThat(sort(some, others)).containsExactly(others, some);
			return;
		}
		assertThatExceptionOfType(AmbiguousHandlerException.class).isThrownBy(() -> sort(some, others))
			.satisfies((ex) -> {
				assertThat(ex.exampleHeaders()).hasToString(example);
				assertThat(ex.exampleType()).isEqualTo(FrameType.DATA);
				assertThat(some.headers()).allMatch((condition) -> condition.matches(ex.exampleHeaders()));
				assertThat(others.headers()).allMatch((condition) -> condition.matches(ex.exampleHeaders()));
			});
	}

	@ParameterizedTest
	@CsvSource({ "op=a, op=b", "x, !x", "op=a*, op=b*", "op=a*c, op=a*b", "op=a;x, op=b;y", "op, op!=a;!op" })
	void shouldKeepBothWhenNoFrameMeetsBoth(String first, String second) {
		assertThat(sort(headers(first), headers(second))).hasSize(2);
	}

	@Test
	void shouldKeepBothWhenTypesTransportsOrServersDiffer() {
		assertThat(sort(conditions("x", DATA, EnumSet.of(Transport.TCP), Set.of()),
				conditions("x", DATA, EnumSet.of(Transport.UDP), Set.of())))
			.hasSize(2);
		assertThat(sort(conditions("x", DATA, ALL, Set.of("a")), conditions("x", DATA, ALL, Set.of("b")))).hasSize(2);
		assertThat(
				sort(conditions("x", DATA, ALL, Set.of()), conditions("x", EnumSet.of(FrameType.ERR), ALL, Set.of())))
			.hasSize(2);
	}

	@Test
	void shouldRefuseHandlersWhenTransportOfOneAndServerOfTheOtherAreNarrowed() {
		assertThatExceptionOfType(AmbiguousHandlerException.class)
			.isThrownBy(() -> sort(conditions("x", EnumSet.of(FrameType.ACK, FrameType.ERR), ALL, Set.of("a")),
					conditions("x", EnumSet.of(FrameType.ERR, FrameType.BYE), EnumSet.of(Transport.TCP), Set.of())))
			.withMessage("Handlers A#a() of bean 'a' (x) and B#b() of bean 'b' (x) would both take a frame of type ERR "
					+ "with headers {x=x}, and neither is more specific")
			.satisfies((ex) -> {
				assertThat(ex.exampleHeaders()).isEqualTo(Headers.of("x", "x"));
				assertThat(ex.first().beanName()).isEqualTo("a");
				assertThat(ex.second().handler()).isEqualTo("B#b()");
			});
	}

	@Test
	void shouldSayAndSortTheSameWhenMethodsComeInAnotherOrder() {
		HandlerConditions a = headers("a");
		HandlerConditions b = headers("b");
		for (List<HandlerConditions> order : List.of(List.of(a, b), List.of(b, a))) {
			assertThatExceptionOfType(AmbiguousHandlerException.class)
				.isThrownBy(() -> new HandlerOrder<HandlerConditions>((c) -> c, (c) -> mapping(c, (c == a) ? "a" : "b"))
					.sort(order))
				.withMessage("Handlers A#a() of bean 'a' (a) and B#b() of bean 'b' (b) would both take a frame of "
						+ "type DATA with headers {a=x, b=x}, and neither is more specific");
		}
		HandlerConditions one = headers("op=1");
		HandlerConditions two = headers("op=2");
		for (List<HandlerConditions> order : List.of(List.of(one, two), List.of(two, one))) {
			assertThat(new HandlerOrder<HandlerConditions>((c) -> c, (c) -> mapping(c, (c == one) ? "a" : "b"))
				.sort(order)).containsExactly(one, two);
		}
	}

	@Test
	@Timeout(10)
	void shouldSortQuicklyWhenHandlersAreMany() {
		HandlerConditions[] handlers = IntStream.range(0, 1000)
			.mapToObj((i) -> headers("content-type=application/json;op=" + i))
			.toArray(HandlerConditions[]::new);
		assertThat(sort(handlers)).containsExactly(handlers);
	}

	private static HandlerConditions headers(String conditions) {
		return conditions(conditions, DATA, ALL, Set.of());
	}

	private static HandlerConditions conditions(String headers, Set<FrameType> frameTypes, Set<Transport> transports,
			Set<String> servers) {
		return new HandlerConditions(headers.isEmpty() ? List.of() : ConditionSolverTests.conditions(headers),
				frameTypes, transports, servers);
	}

	private static List<HandlerConditions> sort(HandlerConditions... handlers) {
		return new HandlerOrder<HandlerConditions>((conditions) -> conditions,
				(conditions) -> mapping(conditions, (conditions == handlers[0]) ? "a" : "b"))
			.sort(Arrays.asList(handlers));
	}

	private static VstpHandlerMapping mapping(HandlerConditions conditions, String name) {
		return new VstpHandlerMapping(name.toUpperCase(Locale.ROOT) + "#" + name + "()", name,
				conditions.headers().stream().map(HeaderCondition::toString).toList(), conditions.frameTypes(),
				conditions.transports(), conditions.servers());
	}

}
