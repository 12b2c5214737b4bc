package io.vstp.spring.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpAdvice;
import io.vstp.spring.annotation.VstpErrorStatus;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.spring.handler.FrameRefusedException;
import io.vstp.spring.handler.VstpError;
import io.vstp.spring.handler.VstpErrorMapper;
import io.vstp.spring.handler.VstpReturnValueHandler;
import io.vstp.transport.Ordering;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpSession;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The examples of {@code docs/handlers.md}, at work.
 */
class HandlersExamplesIT {

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private final ConfigurableApplicationContext server = run("vstp.server.tcp.port=0",
			"vstp.server.tcp.address=127.0.0.1", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0",
			"vstp.server.udp.address=127.0.0.1", "jobs.at-a-time=2", "examples.server=true");

	private ConfigurableApplicationContext run(String... properties) {
		Class<?> configuration = List.of(properties).contains("examples.server=true") ? Examples.class : Nothing.class;
		ConfigurableApplicationContext context = new SpringApplicationBuilder(configuration)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(List.of(properties).stream().map((property) -> "--" + property).toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	private ConfigurableApplicationContext client(Transport transport) {
		String name = transport.name().toLowerCase(java.util.Locale.ROOT);
		return run(
				"vstp.client.destinations.shop.address=127.0.0.1:"
						+ this.server.getEnvironment().getProperty("local.vstp." + name + ".port"),
				"vstp.client.destinations.shop.transport=" + name, "vstp.client.destinations.shop.call-timeout=30s",
				"vstp.client.destinations.shop.udp.retry-delay=50ms", "vstp.client.destinations.shop.udp.max-retries=8",
				"spring.lifecycle.timeout-per-shutdown-phase=1s");
	}

	private VstpTemplate template(Transport transport) {
		return client(transport).getBean(VstpTemplate.class);
	}

	@AfterEach
	void stop() {
		for (int i = this.contexts.size() - 1; i >= 0; i--) {
			this.contexts.get(i).close();
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldAnswerAsDocumented(Transport transport) {
		VstpTemplate template = template(transport);
		template.to("shop").header("sensor-id", "s1").payload(new Reading("s1", 3)).sendWithAck();
		Awaitility.await().until(() -> this.server.getBean(Sensors.class).latest.containsKey("s1"));
		Reading latest = template.to("shop").header("sensor-id", "s1").header("op", "latest").exchange(Reading.class);
		assertThat(latest).isEqualTo(new Reading("s1", 3));
		assertThat(ask(template, "op", "window", "since", "90s", "tag", "a")).isEqualTo("PT1M30S 10 [a] none");
		assertThat(ask(template, "op", "levels")).isEqualTo("[1,2,3]");
		assertThat(ask(template, "op", "later")).isEqualTo("later");
		assertThat(ask(template, "op", "temperature")).isEqualTo("21.5 °C");
		assertThat(ask(template, "op", "advised")).isEqualTo("sorry, no such shelf");
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldNameCodeAndFieldsWhenSomethingIsWrong(Transport transport) {
		VstpTemplate template = template(transport);
		VstpErrorException invalid = catchThrowableOfType(VstpErrorException.class,
				() -> template.to("shop").header("op", "order").payload(new Order("", 12)).exchange(String.class));
		assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
		assertThat(invalid.headers().getAll("field-error")).containsExactly("amount: must be less than or equal to 10",
				"item: must not be blank");
		assertThat(code(template, new Order("nails", 2))).isEqualTo("out-of-stock");
		assertThat(code(template, new Order("glue", 2))).isEqualTo("no-such-item");
		assertThat(code(template, new Order("paint", 2))).isEqualTo("closed");
	}

	private static String code(VstpTemplate template, Order order) {
		return catchThrowableOfType(VstpErrorException.class,
				() -> template.to("shop").header("op", "order").payload(order).exchange(String.class))
			.codeText();
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shouldAcknowledgeOnceHandlerIsDone(Transport transport) {
		VstpTemplate template = template(transport);
		// Over UDP no ERR goes to an address that may be forged: a request shows that it
		// is not.
		assertThat(ask(template, "op", "later")).isEqualTo("later");
		Jobs jobs = this.server.getBean(Jobs.class);
		CompletableFuture<Void> acknowledged = CompletableFuture
			.runAsync(() -> template.to("shop").header("op", "job").payload("good").sendWithAck());
		// Long enough for the frame to be sent again over UDP.
		Awaitility.await().until(() -> jobs.started.get() == 1);
		Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
		assertThat(acknowledged).isNotDone();
		jobs.mayEnd.countDown();
		assertThat(acknowledged).succeedsWithin(Duration.ofSeconds(10));
		assertThat(jobs.started).as("handled once, however often it came").hasValue(1);
		VstpErrorException failed = catchThrowableOfType(VstpErrorException.class,
				() -> template.to("shop").header("op", "job").payload("bad").sendWithAck());
		assertThat(failed.code()).isEqualTo(ErrorCode.HANDLER_FAILED);
		assertThat(jobs.started).hasValue(2);
	}

	@Test
	void shouldCancelWhenCallerIsGone() {
		ConfigurableApplicationContext client = client(Transport.TCP);
		CompletableFuture<String> call = client.getBean(VstpTemplate.class)
			.to("shop")
			.header("op", "watch")
			.exchangeAsync(String.class);
		Levels levels = this.server.getBean(Levels.class);
		Awaitility.await().untilTrue(levels.watched);
		client.close();
		Awaitility.await().until(call::isCompletedExceptionally);
		Awaitility.await().untilFalse(levels.watched);
	}

	@Test
	void shouldKeepToTheLimit() {
		VstpTemplate template = template(Transport.TCP);
		List<CompletableFuture<String>> calls = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			calls.add(template.to("shop").header("op", "render").exchangeAsync(String.class));
		}
		calls.forEach((call) -> assertThat(call).succeedsWithin(Duration.ofSeconds(20)));
		assertThat(this.server.getBean(Pictures.class).most).hasValueBetween(1, 2);
	}

	private static String ask(VstpTemplate template, String... headers) {
		var call = template.to("shop");
		for (int i = 0; i < headers.length; i += 2) {
			call = call.header(headers[i], headers[i + 1]);
		}
		return call.exchange(String.class);
	}

	record Reading(String sensor, int level) {
	}

	@VstpHandler("sensor-id")
	static class Sensors {

		private final java.util.Map<String, Reading> latest = new ConcurrentHashMap<>();

		@VstpHandler("content-type=application/json")
		void reading(@Payload Reading reading, @Header("sensor-id") String id) {
			this.latest.put(id, reading);
		}

		@VstpHandler({ "op=latest", "priority!=low" })
		Optional<Reading> latest(@Header("sensor-id") String id) {
			return Optional.ofNullable(this.latest.get(id));
		}

	}

	static class Windows {

		@VstpHandler("op=window")
		String window(@Header Duration since, @Header(defaultValue = "10") int limit, @Header("tag") List<String> tags,
				@Header("unit") Optional<String> unit, VstpSession session) {
			return "%s %d %s %s".formatted(since, limit, tags, unit.orElse("none"));
		}

	}

	static class Levels {

		private final AtomicBoolean watched = new AtomicBoolean();

		@VstpHandler("op=levels")
		Flux<Integer> levels() {
			return Flux.just(1, 2, 3);
		}

		@VstpHandler("op=later")
		Mono<Message<String>> later() {
			return Mono.just(MessageBuilder.withPayload("later").setHeader("unit", "cm").build());
		}

		@VstpHandler("op=watch")
		Mono<String> watch() {
			return Mono.<String>never()
				.doOnSubscribe((subscription) -> this.watched.set(true))
				.doOnCancel(() -> this.watched.set(false));
		}

	}

	record Order(@NotBlank String item, @Max(10) int amount) {
	}

	static class Orders {

		@VstpHandler("op=order")
		String order(@Payload @Validated Order order) {
			switch (order.item()) {
				case "nails" -> throw new FrameRefusedException("out-of-stock", "There are no nails left");
				case "glue" -> throw new NoSuchItemException(order.item());
				default -> throw new ShopClosedException();
			}
		}

		@VstpHandler("op=advised")
		String advised() {
			throw new IndexOutOfBoundsException("shelf");
		}

	}

	@VstpErrorStatus(code = "no-such-item")
	static class NoSuchItemException extends RuntimeException {

		NoSuchItemException(String item) {
			super("We do not have " + item);
		}

	}

	static class ShopClosedException extends RuntimeException {

	}

	@Configuration(proxyBeanMethods = false)
	static class Errors {

		@Bean
		VstpErrorMapper shopErrors() {
			return (ex) -> (ex instanceof ShopClosedException) ? VstpError.of("closed", "Come again tomorrow") : null;
		}

	}

	@VstpAdvice(basePackageClasses = Orders.class)
	static class ShopAdvice {

		@MessageExceptionHandler
		String noSuchShelf(IndexOutOfBoundsException ex) {
			return "sorry, no such " + ex.getMessage();
		}

	}

	static class Jobs {

		private final AtomicInteger started = new AtomicInteger();

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		@VstpHandler(value = "op=job", ack = AckMode.AFTER_HANDLER)
		void job(String payload) throws InterruptedException {
			this.started.incrementAndGet();
			if (payload.equals("bad")) {
				throw new IllegalArgumentException("a bad job");
			}
			assertThat(this.mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
		}

	}

	static class Pictures {

		private final AtomicInteger now = new AtomicInteger();

		private final AtomicInteger most = new AtomicInteger();

		@VstpHandler(value = "op=render", concurrency = "${jobs.at-a-time}", ordering = Ordering.NONE)
		String render() {
			this.most.accumulateAndGet(this.now.incrementAndGet(), Math::max);
			this.now.decrementAndGet();
			return "a picture";
		}

	}

	record Temperature(double celsius) {
	}

	static class Thermometer {

		@VstpHandler("op=temperature")
		Temperature temperature() {
			return new Temperature(21.5);
		}

	}

	@Component
	static class TemperatureHandler implements VstpReturnValueHandler {

		@Override
		public boolean supportsReturnType(MethodParameter returnType) {
			return returnType.getParameterType() == Temperature.class;
		}

		@Override
		public Object handleReturnValue(Object returnValue, MethodParameter returnType, FrameMessage request) {
			return ((Temperature) returnValue).celsius() + " °C";
		}

	}

	static class Bytes {

		@VstpHandler("op=echo")
		Frame echo(Frame request) {
			return Frame.data(Headers.of("content-type", "text/plain"), request.payload());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Sensors.class, Windows.class, Levels.class, Orders.class, Errors.class, ShopAdvice.class, Jobs.class,
			Pictures.class, Thermometer.class, TemperatureHandler.class, Bytes.class })
	static class Examples {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nothing {

	}

}
