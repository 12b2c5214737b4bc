package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpClientInterceptor;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.client.VstpTemplateCustomizer;
import io.vstp.transport.VstpHandlerFailedException;
import io.vstp.transport.VstpNoHandlerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests of interceptors, and of templates that are made from others.
 */
class VstpInterceptorIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	private ConfigurableApplicationContext client;

	private VstpTemplate template;

	@BeforeEach
	void start() {
		ConfigurableApplicationContext server = this.apps.server(Handlers.class);
		this.client = this.apps.run(Interceptors.class,
				List.of("vstp.client.destinations.peer.address=localhost:" + Apps.port(server)));
		this.template = this.client.getBean(VstpTemplate.class);
	}

	@Test
	void shouldCallBeansInOrderWhenThereAreSeveral() {
		Map<String, String> headers = this.template.to("peer").exchange(new ParameterizedTypeReference<>() {
		});
		assertThat(headers).containsEntry("token", "abc").containsEntry("tenant", "blue");
		assertThat(this.client.getBean(Interceptors.Log.class).entries).containsExactly("outer: peer EXCHANGE",
				"inner: token abc", "outer: done");
	}

	@Test
	void shouldSeeFailureWhenCallFails() {
		assertThatExceptionOfType(VstpHandlerFailedException.class)
			.isThrownBy(() -> this.template.to("peer").header("op", "fail").exchange(Void.class));
		assertThat(this.client.getBean(Interceptors.Log.class).entries).contains("outer: VstpHandlerFailedException");
	}

	@Test
	void shouldSendWhatInterceptorsMakeOfIt() {
		ByteBuf given = Unpooled.buffer().writeByte('a');
		ByteBuf other = Unpooled.buffer().writeByte('b');
		String reply = with((request,
				next) -> next.execute(request.withDestination("peer")
					.withKind(VstpCallKind.EXCHANGE)
					.withFrame(Frame.data(Headers.of("op", "echo"), other))))
			.to("peer")
			.header("op", "nobody")
			.payload(given)
			.exchange(String.class);
		assertThat(reply).isEqualTo("b");
		await().untilAsserted(() -> assertThat(List.of(given.refCnt(), other.refCnt())).containsOnly(0));
	}

	@Test
	void shouldEndCallWithoutServerWhenInterceptorAnswers() {
		ByteBuf given = Unpooled.buffer().writeByte('a');
		VstpTemplate cached = with(
				(request, next) -> CompletableFuture.completedFuture(Frame.data(Headers.EMPTY, "cached")));
		assertThat(cached.to("peer").payload(given).exchange(String.class)).isEqualTo("cached");
		cached.to("peer").send();
		await().untilAsserted(() -> assertThat(given.refCnt()).isZero());
		assertThat(with((request, next) -> CompletableFuture.completedFuture(null)).to("peer").exchange(String.class))
			.isEmpty();
	}

	@Test
	void shouldCallTwiceWhenInterceptorDoes() {
		VstpTemplate persistent = with((request, next) -> next.execute(request)
			.exceptionallyCompose((failure) -> next.execute(request.withHeaders(Headers.of("op", "echo")))));
		ByteBuf given = Unpooled.buffer().writeByte('a');
		assertThat(persistent.to("peer").header("op", "nobody").payload(given).exchange(String.class)).isEqualTo("a");
		await().untilAsserted(() -> assertThat(given.refCnt()).isZero());
	}

	@Test
	void shouldLetPayloadGoWhenInterceptorThrows() {
		VstpTemplate broken = with((request, next) -> {
			throw new IllegalStateException("on purpose");
		});
		ByteBuf given = Unpooled.buffer().writeByte('a');
		assertThatIllegalStateException().isThrownBy(() -> broken.to("peer").payload(given).send())
			.withMessage("on purpose");
		await().untilAsserted(() -> assertThat(given.refCnt()).isZero());
	}

	@Test
	void shouldFailWhenInterceptorNamesUnknownDestination() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> with((request, next) -> next.execute(request.withDestination("nowhere"))).to("peer").send())
			.withMessageContaining("nowhere");
	}

	@Test
	void shouldKeepCallWithinTimeoutWhenInterceptorTakesItsTime() {
		VstpTemplate late = with((request, next) -> next
			.execute(request.withHeaders(Headers.of("left", Long.toString(request.remaining().toMillis())))));
		Map<String, String> headers = late.to("peer")
			.timeout(Duration.ofSeconds(7))
			.exchange(new ParameterizedTypeReference<>() {
			});
		assertThat(Long.parseLong(headers.get("left"))).isBetween(1L, 7000L);
	}

	@Test
	void shouldAddDefaultHeaderWhenCallHasNoneOfItsName() {
		VstpTemplate green = this.template.mutate()
			.defaultHeader("tenant", "green")
			.timeout(Duration.ofSeconds(8))
			.build();
		assertThat(green.to("peer").exchange(new ParameterizedTypeReference<Map<String, String>>() {
		})).containsEntry("tenant", "green");
		assertThat(green.to("peer")
			.header("tenant", "red")
			.exchange(new ParameterizedTypeReference<Map<String, String>>() {
			})).containsEntry("tenant", "red");
		assertThatExceptionOfType(VstpNoHandlerException.class)
			.isThrownBy(() -> green.to("peer").header("op", "nobody").sendWithAck());
	}

	private VstpTemplate with(VstpClientInterceptor interceptor) {
		return this.template.mutate().interceptor(interceptor).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		@Bean
		Log log() {
			return new Log();
		}

		@Bean
		@Order(2)
		VstpClientInterceptor inner(Log log) {
			return (request, next) -> {
				log.entries.add("inner: token " + request.headers().get("token"));
				return next.execute(request);
			};
		}

		@Bean
		@Order(1)
		VstpClientInterceptor outer(Log log) {
			return (request, next) -> {
				log.entries.add("outer: " + request.destination() + " " + request.kind());
				CompletionStage<Frame> reply = next
					.execute(request.withHeaders(request.headers().with("token", "abc")));
				return reply.whenComplete((frame, failure) -> log.entries
					.add("outer: " + ((failure != null) ? failure.getClass().getSimpleName() : "done")));
			};
		}

		@Bean
		VstpTemplateCustomizer tenant() {
			return (template) -> template.defaultHeader("tenant", "blue");
		}

		static class Log {

			private final Queue<String> entries = new ConcurrentLinkedQueue<>();

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class All {

			@VstpHandler("!op")
			Map<String, String> headers(Headers headers) {
				return headers.toMap();
			}

			@VstpHandler("op=echo")
			byte[] echo(byte[] payload) {
				return payload;
			}

			@VstpHandler("op=fail")
			void fail() {
				throw new IllegalStateException("on purpose");
			}

		}

	}

}
