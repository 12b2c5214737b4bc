package io.vstp.spring.docs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.annotation.VstpExchange.Until;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.exchange.ImportVstpClients;
import io.vstp.spring.exchange.VstpExchangeArgumentResolver;
import io.vstp.spring.exchange.VstpExchangeProxyFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/declarative-clients.md}.
 */
class DeclarativeClientExamplesIT {

	@RegisterExtension
	private final ExampleApps apps = new ExampleApps();

	@Test
	void shouldCallByInterface() {
		Telemetry telemetry = this.apps.client(ClientConfiguration.class).getBean(Telemetry.class);
		Reading reading = new Reading(21.5);
		assertThat(telemetry.latest("temp-001")).isEqualTo(reading);
		assertThat(this.apps.lastHeaders().get("sensor-id")).isEqualTo("temp-001");
		assertThat(telemetry.celsius("temp-001")).isEqualTo(21.5);
		assertThat(telemetry.find("temp-002", null)).isEmpty();
		assertThat(this.apps.lastHeaders().contains("unit")).isFalse();
		telemetry.store("temp-001", reading);
		telemetry.tick();
		assertThat(telemetry.all().join()).hasSize(2);
		assertThat(telemetry.allReactive(Duration.ofSeconds(10)).block()).hasSize(2);
	}

	@Test
	void shouldCallByInterfaceWhenMadeByHand() {
		ConfigurableApplicationContext context = this.apps.client(Resolvers.class);
		VstpTemplate template = context.getBean(VstpTemplate.class);
		Telemetry telemetry = VstpExchangeProxyFactory.builder(template).build().createClient(Telemetry.class);
		assertThat(telemetry.latest("temp-001").celsius()).isEqualTo(21.5);
	}

	@Test
	void shouldTakeParametersOfBeans() {
		this.apps.client(Resolvers.class)
			.getBean(VstpExchangeProxyFactory.class)
			.createClient(Tenants.class)
			.latest(new Tenant("blue"));
		assertThat(this.apps.lastHeaders().get("tenant")).isEqualTo("blue");
	}

	@VstpExchange(destination = "telemetry")
	interface Telemetry {

		@VstpExchange("op=latest")
		Reading latest(@Header("sensor-id") String id);

		@VstpExchange("op=find")
		Optional<Reading> find(@Header("sensor-id") String id, @Header("unit") @Nullable String unit);

		@VstpExchange("op=store")
		void store(@Header("sensor-id") String id, Reading reading);

		@VstpExchange(headers = "op=tick", until = Until.WRITTEN)
		void tick();

		@VstpExchange(headers = "op=all", timeout = "10s")
		CompletableFuture<List<Reading>> all();

		@VstpExchange("op=all")
		Mono<List<Reading>> allReactive(Duration timeout);

		default double celsius(String id) {
			return latest(id).celsius();
		}

	}

	@VstpExchange(destination = "telemetry")
	interface Tenants {

		@VstpExchange("op=latest")
		Reading latest(Tenant tenant);

	}

	record Tenant(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportVstpClients(Telemetry.class)
	static class ClientConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

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

}
