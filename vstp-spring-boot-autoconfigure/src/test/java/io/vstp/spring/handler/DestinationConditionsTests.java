package io.vstp.spring.handler;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.annotation.AnnotationUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for destinations among the conditions of handlers.
 */
class DestinationConditionsTests {

	private static final HandlerConditions AT_SERVER = pushedBy();

	@Test
	void shouldKeepServersAndDestinationsApart() {
		HandlerConditions pushed = pushedBy("a");
		assertThat(AT_SERVER.accepts("vstp")).isTrue();
		assertThat(AT_SERVER.acceptsFrom("a")).isFalse();
		assertThat(pushed.accepts("vstp")).isFalse();
		assertThat(pushed.acceptsFrom("a")).isTrue();
		assertThat(pushed.acceptsFrom("b")).isFalse();
		assertThat(pushedBy("*").acceptsFrom("b")).isTrue();
		assertThat(pushed.without(new HeaderCondition("x", false, null)).acceptsFrom("a")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "'', a", "'', *", "a, b", "'a,b', c" })
	void shouldNotMeetWhenNoFrameComesToBoth(String some, String others) {
		assertThat(pushedBy(names(some)).overlap(pushedBy(names(others)))).isNull();
		assertThat(pushedBy(names(others)).overlap(pushedBy(names(some)))).isNull();
		assertThat(sort(pushedBy(names(some)), pushedBy(names(others)))).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "a, *", "a, 'a,b'", "'a,b', *" })
	void shouldPreferTheNarrower(String some, String others) {
		HandlerConditions narrow = pushedBy(names(some));
		HandlerConditions wide = pushedBy(names(others));
		assertThat(sort(wide, narrow)).containsExactly(narrow, wide);
		assertThat(sort(narrow, wide)).containsExactly(narrow, wide);
	}

	@ParameterizedTest
	@CsvSource({ "a, a", "*, *", "'a,b', 'b,c'" })
	void shouldRefuseTwoThatTie(String some, String others) {
		assertThatExceptionOfType(AmbiguousHandlerException.class)
			.isThrownBy(() -> sort(pushedBy(names(some)), pushedBy(names(others))));
	}

	@Test
	void shouldJoinWhatClassAndMethodSay() throws Exception {
		assertThat(read("any", "one").destinations()).containsExactly("a");
		assertThat(read("one", "any").destinations()).containsExactly("a");
		assertThat(read("one", "none").destinations()).containsExactly("a");
		assertThat(read("none", "any").destinations()).containsExactly("*");
		assertThat(read("two", "one").destinations()).containsExactly("a");
		assertThat(read("none", "none").destinations()).isEmpty();
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> read("other", "one"))
			.withMessageContaining("class and method have no destination in common");
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> read("server", "one"))
			.withMessageContaining("has both server [vstp] and destination [a]");
	}

	private static HandlerConditions read(String onClass, String onMethod) throws Exception {
		return new ConditionReader("H#h()", "h", (text) -> text).read(annotation(onClass), annotation(onMethod));
	}

	private static VstpHandler annotation(String method) throws Exception {
		return AnnotationUtils.getAnnotation(Annotated.class.getDeclaredMethod(method), VstpHandler.class);
	}

	private static String[] names(String names) {
		return names.isEmpty() ? new String[0] : names.split(",");
	}

	private static HandlerConditions pushedBy(String... destinations) {
		return new HandlerConditions(List.of(), EnumSet.of(FrameType.DATA), EnumSet.allOf(Transport.class), Set.of(),
				Set.of(destinations));
	}

	private static List<HandlerConditions> sort(HandlerConditions... handlers) {
		return new HandlerOrder<HandlerConditions>((conditions) -> conditions,
				(conditions) -> new VstpHandlerMapping("H#h()", "h", List.of(), conditions.frameTypes(),
						conditions.transports(), conditions.servers(), conditions.destinations()))
			.sort(Arrays.asList(handlers));
	}

	private static final class Annotated {

		@VstpHandler
		void none() {
		}

		@VstpHandler(destination = "*")
		void any() {
		}

		@VstpHandler(destination = "a")
		void one() {
		}

		@VstpHandler(destination = { "a", "b" })
		void two() {
		}

		@VstpHandler(destination = "b")
		void other() {
		}

		@VstpHandler(server = "vstp")
		void server() {
		}

	}

}
