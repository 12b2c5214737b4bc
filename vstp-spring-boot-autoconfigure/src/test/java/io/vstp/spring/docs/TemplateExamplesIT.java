package io.vstp.spring.docs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.spring.client.VstpClientInterceptor;
import io.vstp.spring.client.VstpRetry;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpNoHandlerException;
import io.vstp.transport.VstpTimeoutException;
import io.vstp.transport.VstpUnreachableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/template.md}.
 */
class TemplateExamplesIT {

	@RegisterExtension
	private final ExampleApps apps = new ExampleApps();

	private final Reading reading = new Reading(21.5);

	private VstpTemplate template;

	@BeforeEach
	void start() {
		this.template = this.apps.client(Client.class).getBean(VstpTemplate.class);
	}

	@Test
	void shouldCall() {
		assertThat(calls(this.template, this.reading)).hasSize(3).contains(this.reading);
	}

	@Test
	void shouldReturnHeaders() {
		assertThat(unit(this.template)).isEqualTo("C");
	}

	@Test
	void shouldCallWithoutWaiting() {
		assertThat(later(this.template)).containsOnly(this.reading);
	}

	@Test
	void shouldTellFailuresApart() {
		assertThat(failure(this.template)).isEqualTo("none");
	}

	@Test
	void shouldTryAgain() {
		assertThat(retries(this.template)).containsOnly(this.reading);
	}

	@Test
	void shouldAddTokenAndDefaultHeader() {
		// How long its calls take is not what this is about.
		blue(this.template).to("telemetry")
			.header("op", "latest")
			.timeout(Duration.ofSeconds(30))
			.exchange(Reading.class);
		assertThat(this.apps.lastHeaders().toMap()).containsEntry("token", "secret").containsEntry("tenant", "blue");
	}

	private static List<Reading> calls(VstpTemplate template, Reading reading) {
		template.to("telemetry").header("sensor-id", "temp-001").payload(reading).send();
		template.to("telemetry").header("sensor-id", "temp-001").payload(reading).sendWithAck();
		Reading last = template.to("telemetry").header("op", "latest").exchange(Reading.class);
		List<Reading> all = template.to("telemetry")
			.header("op", "all")
			.timeout(Duration.ofSeconds(10))
			.exchange(new ParameterizedTypeReference<List<Reading>>() {
			});
		all.add(last);
		return all;
	}

	private static String unit(VstpTemplate template) {
		Message<Reading> reply = template.to("telemetry").header("op", "latest").exchangeForMessage(Reading.class);
		String unit = reply.getHeaders().get("unit", String.class);
		return unit;
	}

	private static List<Reading> later(VstpTemplate template) {
		CompletableFuture<Reading> later = template.to("telemetry").header("op", "latest").exchangeAsync(Reading.class);
		Mono<Reading> lazy = template.to("telemetry").header("op", "latest").reactive().exchange(Reading.class);
		return List.of(later.join(), lazy.block());
	}

	private static String failure(VstpTemplate template) {
		try {
			template.to("telemetry").header("op", "latest").exchange(Reading.class);
		}
		catch (VstpNoHandlerException ex) {
			return "the server does not know this operation";
		}
		catch (VstpUnreachableException ex) {
			return "nothing was sent: " + ex.getMessage();
		}
		return "none";
	}

	private static List<Reading> retries(VstpTemplate template) {
		Reading safe = template.to("telemetry")
			.header("op", "latest")
			.retry(VstpRetry.unhandled().maxRetries(5).delay(Duration.ofMillis(50)).build())
			.exchange(Reading.class);
		Reading repeated = template.to("telemetry")
			.header("op", "latest")
			.timeout(Duration.ofSeconds(5))
			.attemptTimeout(Duration.ofSeconds(1))
			.retry(RetryPolicy.builder().includes(VstpTimeoutException.class).maxRetries(4).build())
			.exchange(Reading.class);
		return List.of(safe, repeated);
	}

	private static VstpTemplate blue(VstpTemplate template) {
		// @formatter:off
		VstpTemplate blue = template.mutate()
			.defaultHeader("tenant", "blue")
			.timeout(Duration.ofSeconds(1))
			.build();
		// @formatter:on
		return blue;
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		Tokens secret() {
			return () -> "secret";
		}

		// @formatter:off
		@Bean
		VstpClientInterceptor tokens(Tokens tokens) {
			return (request, next) -> next
				.execute(request.withHeaders(request.headers().with("token", tokens.current())));
		}
		// @formatter:on

	}

	interface Tokens {

		String current();

	}

}
