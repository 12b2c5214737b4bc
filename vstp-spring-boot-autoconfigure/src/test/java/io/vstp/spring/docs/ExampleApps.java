package io.vstp.spring.docs;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * A server for the examples, and an application that calls it.
 */
final class ExampleApps implements AfterEachCallback {

	private final ConfigurableApplicationContext server = run(Server.class, "vstp.server.tcp.port=0",
			"vstp.server.tcp.address=127.0.0.1");

	private @Nullable ConfigurableApplicationContext client;

	/**
	 * Starts an application whose destination {@code telemetry} is the server.
	 */
	ConfigurableApplicationContext client(Class<?> configuration) {
		String port = this.server.getEnvironment().getRequiredProperty("local.vstp.tcp.port");
		ConfigurableApplicationContext started = run(configuration,
				"vstp.client.destinations.telemetry.address=127.0.0.1:" + port);
		this.client = started;
		return started;
	}

	/**
	 * Returns the headers of the frame that was handled last.
	 */
	Headers lastHeaders() {
		return this.server.getBean(Server.Telemetry.class).last.get();
	}

	private static ConfigurableApplicationContext run(Class<?> configuration, String... properties) {
		return new SpringApplicationBuilder(configuration, Auto.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties(properties)
			.run();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.client != null) {
			this.client.close();
		}
		this.server.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@VstpHandler
		static class Telemetry {

			private final AtomicReference<Headers> last = new AtomicReference<>(Headers.EMPTY);

			@VstpHandler("op=latest")
			Message<Reading> latest(Headers headers) {
				this.last.set(headers);
				return MessageBuilder.withPayload(new Reading(21.5)).setHeader("unit", "C").build();
			}

			@VstpHandler("op=all")
			List<Reading> all() {
				return List.of(new Reading(21.5), new Reading(22));
			}

			@VstpHandler("op=find")
			void find(Headers headers) {
				this.last.set(headers);
			}

			@VstpHandler("op=store")
			void store(Reading reading) {
			}

			@VstpHandler("!op")
			void reading(Reading reading) {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Auto {

	}

}
