package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.annotation.VstpExchange.Until;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.autoconfigure.clients.Elsewhere;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpClientInterceptor;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.exchange.ImportVstpClients;
import io.vstp.spring.exchange.VstpExchangeArgumentResolver;
import io.vstp.spring.exchange.VstpExchangeProxyFactory;
import io.vstp.transport.VstpHandlerFailedException;
import io.vstp.transport.VstpNoHandlerException;
import io.vstp.transport.VstpTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of declarative clients with a server at the other end.
 */
class VstpExchangeIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	private ConfigurableApplicationContext context;

	private Shop shop;

	@BeforeEach
	void start() {
		ConfigurableApplicationContext server = this.apps.server(Handlers.class);
		this.context = this.apps.run(Clients.class,
				List.of("vstp.client.destinations.peer.address=localhost:" + Apps.port(server), "shop.name=peer",
						"shop.region=north"));
		this.shop = this.context.getBean("vstpExchangeIT.Shop", Shop.class);
	}

	@Test
	void shouldSendWhatAnnotationsAndArgumentsSay() {
		assertThat(this.shop.headers("7", List.of("a", "b"), Map.of("more", 1), Optional.empty(), null))
			.containsEntry("op", "headers")
			.containsEntry("region", "north")
			.containsEntry("by", "interface")
			.containsEntry("id", "7")
			.containsEntry("tag", "a")
			.containsEntry("more", "1")
			.containsEntry("intercepted", "yes")
			.doesNotContainKeys("left-out", "unit");
		assertThat(this.shop.headers("7", List.of(), Map.of("by", "argument"), Optional.of("here"), "kg"))
			.containsEntry("by", "argument")
			.containsEntry("left-out", "here")
			.containsEntry("unit", "kg");
		assertThat(this.shop.headers(Headers.of("by", "headers"))).containsEntry("by", "headers");
	}

	@Test
	void shouldConvertPayloadAndReply() throws Exception {
		TestHandlers.Item item = new TestHandlers.Item("drill", 3);
		assertThat(this.shop.echo(item)).isEqualTo(item);
		assertThat(this.shop.echoAll(List.of(item))).containsExactly(item);
		assertThat(this.shop.echoLater(item).get(10, TimeUnit.SECONDS)).isEqualTo(item);
		assertThat(this.shop.echoReactive(item).block(Duration.ofSeconds(10))).isEqualTo(item);
		assertThat(this.shop.find(item)).contains(item);
		assertThat(this.shop.find(null)).isEmpty();
		Message<TestHandlers.Item> message = this.shop.message(item);
		assertThat(message.getPayload()).isEqualTo(item);
		assertThat(message.getHeaders()).containsEntry("content-type", "application/json");
		assertThat(this.shop.number("3")).isEqualTo(3);
		Frame frame = this.shop.frame("text");
		assertThat(frame.payloadText()).isEqualTo("text");
		frame.release();
	}

	@Test
	void shouldWaitForWhatIsSaidWhenNothingIsReturned() throws Exception {
		assertThatExceptionOfType(VstpNoHandlerException.class).isThrownBy(this.shop::refused);
		this.shop.refusedUnnoticed();
		this.shop.failUnnoticed();
		assertThatExceptionOfType(VstpHandlerFailedException.class).isThrownBy(this.shop::failAnswered);
		assertThat(this.shop.refusedLater()).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(VstpNoHandlerException.class);
		assertThatExceptionOfType(VstpNoHandlerException.class)
			.isThrownBy(() -> this.shop.refusedReactive().block(Duration.ofSeconds(10)));
	}

	@Test
	void shouldTimeOutAsAnnotationOrArgumentSays() {
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(this.shop::slow)
			.satisfies((ex) -> assertThat(millis(ex)).isBetween(1, 60));
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(() -> this.shop.slow(Duration.ofMillis(70)))
			.satisfies((ex) -> assertThat(millis(ex)).isBetween(1, 70));
	}

	// The time that interceptors left to the call.
	private static int millis(VstpTimeoutException ex) {
		Matcher matcher = Pattern.compile("within (\\d+) ms").matcher(ex.getMessage());
		assertThat(matcher.find()).as(ex.getMessage()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	@Test
	void shouldRunDefaultMethodsWhenInterfaceHasThem() {
		assertThat(this.shop.twice("ab")).isEqualTo("abab");
		assertThat(this.shop).hasToString("VSTP client " + Shop.class.getName()).isEqualTo(this.shop);
		assertThat(this.shop.hashCode()).isEqualTo(this.shop.hashCode());
	}

	@Test
	void shouldFindInterfacesWhenPackageIsNamed() {
		assertThat(this.context.getBean("elsewhere", Elsewhere.class).echo("there")).isEqualTo("there");
	}

	@Test
	void shouldAskBeansWhenParameterIsOfTheirs() {
		assertThat(this.shop.tenant(new Tenant("blue"))).containsEntry("tenant", "blue");
	}

	@Test
	void shouldMakeClientByHand() {
		VstpTemplate template = this.context.getBean(VstpTemplate.class).mutate().defaultHeader("by", "hand").build();
		Plain plain = VstpExchangeProxyFactory.builder(template).build().createClient(Plain.class, "peer");
		assertThat(plain.headers()).containsEntry("by", "hand");
	}

	@VstpExchange(destination = "${shop.name}", headers = { "region=${shop.region}", "by=interface" })
	interface Shop {

		@VstpExchange("op=headers")
		Map<String, String> headers(@Header("id") String id, @Header("tag") List<String> tags,
				@org.springframework.messaging.handler.annotation.Headers Map<String, Object> more,
				@Header("left-out") Optional<String> leftOut, @Nullable @Header String unit);

		@VstpExchange("op=headers")
		Map<String, String> headers(Headers headers);

		@VstpExchange("op=headers")
		Map<String, String> tenant(Tenant tenant);

		@VstpExchange("op=echo")
		TestHandlers.Item echo(@Payload TestHandlers.Item item);

		@VstpExchange("op=echo")
		List<TestHandlers.Item> echoAll(List<TestHandlers.Item> items);

		@VstpExchange("op=echo")
		CompletableFuture<TestHandlers.Item> echoLater(TestHandlers.Item item);

		@VstpExchange("op=echo")
		Mono<TestHandlers.Item> echoReactive(TestHandlers.Item item);

		@VstpExchange("op=echo")
		Optional<TestHandlers.Item> find(TestHandlers.@Nullable Item item);

		@VstpExchange("op=echo")
		Message<TestHandlers.Item> message(TestHandlers.Item item);

		@VstpExchange(headers = "op=echo", contentType = "application/json")
		int number(String json);

		@VstpExchange("op=echo")
		Frame frame(String text);

		@VstpExchange("op=echo")
		String text(String text);

		@VstpExchange("op=nobody")
		void refused();

		@VstpExchange(headers = "op=nobody", until = Until.WRITTEN)
		void refusedUnnoticed();

		@VstpExchange("op=nobody")
		CompletableFuture<Void> refusedLater();

		@VstpExchange("op=nobody")
		Mono<Void> refusedReactive();

		@VstpExchange("op=fail")
		void failUnnoticed();

		@VstpExchange(headers = "op=fail", until = Until.ANSWERED)
		void failAnswered();

		@VstpExchange(headers = "op=slow", timeout = "60ms")
		String slow();

		@VstpExchange("op=slow")
		String slow(Duration timeout);

		default String twice(String text) {
			return text(text + text);
		}

	}

	interface Plain {

		@VstpExchange("op=headers")
		Map<String, String> headers();

	}

	record Tenant(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportVstpClients(Shop.class)
	@ImportVstpClients(basePackageClasses = Elsewhere.class, destination = "${shop.name}")
	static class Clients {

		@Bean
		VstpClientInterceptor interceptor() {
			return (request, next) -> next.execute(request.withHeaders(request.headers().with("intercepted", "yes")));
		}

		@Bean
		VstpExchangeArgumentResolver tenants() {
			return new VstpExchangeArgumentResolver() {

				@Override
				public boolean supports(MethodParameter parameter) {
					return parameter.getParameterType() == Tenant.class;
				}

				@Override
				public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
					if (argument instanceof Tenant tenant) {
						call.header("tenant", tenant.name());
					}
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class All {

			@VstpHandler("op=headers")
			Map<String, String> headers(Headers headers) {
				return headers.toMap();
			}

			@VstpHandler("op=echo")
			Frame echo(Frame frame) {
				String contentType = frame.header("content-type");
				return Frame.data((contentType != null) ? Headers.of("content-type", contentType) : Headers.EMPTY,
						frame.payloadBytes());
			}

			@VstpHandler("op=fail")
			void fail() {
				throw new IllegalStateException("on purpose");
			}

			@VstpHandler("op=slow")
			CompletableFuture<String> slow() {
				return new CompletableFuture<String>().completeOnTimeout("late", 5, TimeUnit.SECONDS);
			}

		}

	}

}
