package io.vstp.spring.handler;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.handler.scanned.ScannedHandler;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VstpHandlerRegistryTests {

	private static final Set<FrameType> DATA = EnumSet.of(FrameType.DATA);

	private static final Set<Transport> ALL = EnumSet.allOf(Transport.class);

	@Test
	void shouldJoinConditionsWhenClassAndMethodHaveSome() {
		try (HandlerFixture fixture = new HandlerFixture(Sensors.class, CatchAll.class)) {
			assertThat(fixture.registry().isEmpty()).isFalse();
			assertThat(fixture.registry().mappings()).containsExactly(
					new VstpHandlerMapping("VstpHandlerRegistryTests.Sensors#latest(String, int[])",
							"vstpHandlerRegistryTests.Sensors", List.of("sensor-id", "op=latest", "priority!=low"),
							DATA, EnumSet.of(Transport.TCP), Set.of("default")),
					new VstpHandlerMapping("VstpHandlerRegistryTests.CatchAll#any()",
							"vstpHandlerRegistryTests.CatchAll", List.of(), EnumSet.of(FrameType.DATA, FrameType.PING),
							ALL, Set.of()));
		}
	}

	@Test
	void shouldBeEmptyWhenNothingIsAnnotated() {
		try (HandlerFixture fixture = new HandlerFixture(Object.class)) {
			assertThat(fixture.registry().isEmpty()).isTrue();
			assertThat(fixture.registry().mappings()).isEmpty();
		}
	}

	@Test
	void shouldFindClassWhenPackageIsScanned() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.scan("io.vstp.spring.handler.scanned");
			context.registerBean(VstpHandlerRegistry.class,
					() -> new VstpHandlerRegistry(VstpMessageConverters.create(null, List.of()), List.of()));
			context.refresh();
			assertThat(context.getBean("scannedHandler")).isInstanceOf(ScannedHandler.class);
			assertThat(context.getBean(VstpHandlerRegistry.class).mappings()).singleElement()
				.returns("ScannedHandler#handle()", VstpHandlerMapping::handler)
				.returns(List.of("op", "op=scanned"), VstpHandlerMapping::conditions);
		}
	}

	@Test
	void shouldTakeConditionsOfComposedAnnotation() {
		try (HandlerFixture fixture = new HandlerFixture(Composed.class)) {
			assertThat(fixture.registry().mappings()).singleElement()
				.returns(List.of("op=echo"), VstpHandlerMapping::conditions);
		}
	}

	@Test
	void shouldResolvePlaceholders() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("name", "op", "value", " a* ", "server", "inner")));
			context.register(Placeholders.class);
			context.registerBean(VstpHandlerRegistry.class,
					() -> new VstpHandlerRegistry(VstpMessageConverters.create(null, List.of()), List.of()));
			context.refresh();
			assertThat(context.getBean(VstpHandlerRegistry.class).mappings()).singleElement()
				.returns(List.of("op=a*"), VstpHandlerMapping::conditions)
				.returns(Set.of("inner"), VstpHandlerMapping::servers);
		}
	}

	@Test
	void shouldKeepHandlersApartWhenServersDiffer() {
		try (HandlerFixture fixture = new HandlerFixture(Servers.class)) {
			Frame frame = Frame.data(Headers.of("op", "x"), "");
			assertThat(fixture.registry().table("a").find(frame, Transport.TCP)).extracting(RegisteredHandler::mapping)
				.extracting(VstpHandlerMapping::handler)
				.isEqualTo("VstpHandlerRegistryTests.Servers#a()");
			assertThat(fixture.registry().table("b").find(frame, Transport.TCP)).extracting(RegisteredHandler::mapping)
				.extracting(VstpHandlerMapping::handler)
				.isEqualTo("VstpHandlerRegistryTests.Servers#b()");
			assertThat(fixture.registry().table("default").find(frame, Transport.TCP)).isNull();
		}
	}

	@Test
	void shouldStopStartUpWhenConditionIsBad() {
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(BadCondition.class))
			.withMessage("Condition '!op=x' of handler VstpHandlerRegistryTests.BadCondition#handle() "
					+ "(bean 'vstpHandlerRegistryTests.BadCondition') is invalid: the ! belongs before the = or, without "
					+ "a value, before the name; " + HeaderCondition.EXPECTED)
			.satisfies((ex) -> {
				assertThat(ex.handler()).isEqualTo("VstpHandlerRegistryTests.BadCondition#handle()");
				assertThat(ex.beanName()).isEqualTo("vstpHandlerRegistryTests.BadCondition");
				assertThat(ex.condition()).isEqualTo("!op=x");
				assertThat(ex.reason()).endsWith(HeaderCondition.EXPECTED);
			});
	}

	@Test
	void shouldStopStartUpWhenPlaceholderIsNotKnown() {
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(Placeholders.class, PropertySourcesPlaceholderConfigurer.class))
			.withMessageContaining("Condition '${name}=${value}'")
			.withMessageContaining("'name'");
	}

	@Test
	void shouldStopStartUpWhenNoFrameCouldMeetTheConditions() {
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(Contradiction.class))
			.withMessageContaining("Condition 'op=a, op=b*'")
			.withMessageContaining("there are no headers for which all of these hold");
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(NoTransport.class))
			.withMessageContaining("class and method have no transport in common");
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(NoServer.class))
			.withMessageContaining("class and method have no server in common");
		assertThatExceptionOfType(InvalidHandlerConditionException.class)
			.isThrownBy(() -> HandlerFixture.context(NoFrameType.class))
			.withMessageContaining("class and method have no frameType in common");
	}

	@Test
	void shouldStopStartUpWhenClassHasNoHandlerMethod() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(NoMethods.class))
			.withMessage("Class %s of bean 'vstpHandlerRegistryTests.NoMethods' is annotated with @VstpHandler, but "
					+ "none of its methods is: annotate the methods that handle frames, or remove the annotation",
					NoMethods.class.getName());
	}

	@Test
	void shouldStopStartUpWhenMethodCannotBeCalled() {
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(PrivateMethod.class))
			.withMessage("Handler VstpHandlerRegistryTests.PrivateMethod#handle() of bean "
					+ "'vstpHandlerRegistryTests.PrivateMethod' must not be private");
		assertThatExceptionOfType(InvalidHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(StaticMethod.class))
			.withMessageEndingWith("must not be static");
	}

	@Test
	void shouldStopStartUpWhenTwoHandlersTie() {
		assertThatExceptionOfType(AmbiguousHandlerException.class)
			.isThrownBy(() -> HandlerFixture.context(Sensors.class, Tie.class))
			.satisfies((ex) -> {
				assertThat(List.of(ex.first().handler(), ex.second().handler()))
					.containsExactly("VstpHandlerRegistryTests.Tie#one()", "VstpHandlerRegistryTests.Tie#two()");
				assertThat(ex.exampleHeaders()).isEqualTo(Headers.of("a", "x", "b", "x"));
			});
	}

	@VstpHandler("sensor-id")
	static class Sensors {

		@VstpHandler(value = { "op=latest", "priority != low", "sensor-id" }, transport = Transport.TCP,
				server = "default")
		String latest(@Header("sensor-id") String id, int[] values) {
			return id;
		}

		String notAHandler() {
			return "";
		}

	}

	static class CatchAll {

		@VstpHandler(frameType = { FrameType.DATA, FrameType.PING })
		void any() {
		}

	}

	@VstpHandler("op=echo")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Echo {

	}

	static class Composed {

		@Echo
		void echo() {
		}

	}

	static class Placeholders {

		@VstpHandler(value = "${name}=${value}", server = "${server}")
		void handle() {
		}

	}

	static class Servers {

		@VstpHandler(value = "op", server = "a")
		void a() {
		}

		@VstpHandler(value = "op", server = "b")
		void b() {
		}

	}

	static class BadCondition {

		@VstpHandler("!op=x")
		void handle() {
		}

	}

	@VstpHandler("op=a")
	static class Contradiction {

		@VstpHandler("op=b*")
		void handle() {
		}

	}

	@VstpHandler(transport = Transport.TCP)
	static class NoTransport {

		@VstpHandler(transport = Transport.UDP)
		void handle() {
		}

	}

	@VstpHandler(server = "a")
	static class NoServer {

		@VstpHandler(server = "b")
		void handle() {
		}

	}

	@VstpHandler(frameType = FrameType.PING)
	static class NoFrameType {

		@VstpHandler(frameType = FrameType.DATA)
		void handle() {
		}

	}

	@VstpHandler
	static class NoMethods {

		void handle() {
		}

	}

	static class PrivateMethod {

		@VstpHandler
		private void handle() {
		}

	}

	static class StaticMethod {

		@VstpHandler
		static void handle() {
		}

	}

	static class Tie {

		@VstpHandler("a")
		void one() {
		}

		@VstpHandler("b")
		void two() {
		}

	}

}
