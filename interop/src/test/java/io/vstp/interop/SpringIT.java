package io.vstp.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * Applications that have the starter and nothing else.
 */
class SpringIT extends AbstractInteropIT {

	@RegisterExtension
	static final Section section = new Section("Spring: `VstpTemplate` and `@VstpHandler`");

	@Test
	@Order(1)
	void shouldExchangeJson() throws Exception {
		for (String transport : List.of("tcp", "udp")) {
			section.row("JSON to a record and back, `easy`, " + name(transport))
				.cell(() -> exchanged(crateServer(transport + "-easy-server", "").port(), transport))
				.cell(() -> reading(crateClient(transport + "-easy-client", handlers(transport))))
				.cell(() -> reading(
						crateClient(transport + "-easy-client", crateServer(transport + "-easy-server", "").port())));
		}
	}

	private String exchanged(int port, String transport) {
		Reading reading = new Reading("temp-001", 21.5);
		Reading reply = template(port, transport).to("crate").payload(reading).exchange(Reading.class);
		return verdict(reply.equals(reading), "another reply");
	}

	private static String reading(CratePeer client) throws Exception {
		client.ask("send", "value", Map.of("sensor", "temp-001", "celsius", 21.5));
		Event reply = client.ask("receive");
		return verdict(reply.is("value") && reply.value().path("celsius").asDouble() == 21.5, "another reply");
	}

	@Test
	@Order(2)
	void shouldChooseHandlerByHeader() throws Exception {
		for (String transport : List.of("tcp", "udp")) {
			section.row("A handler chosen by a header, plain, " + name(transport)).cell(() -> {
				CratePeer server = crateServer(transport + "-server", "data");
				String reply = template(server.port(), transport).to("crate")
					.header("op", "shout")
					.payload("hi")
					.exchange(String.class);
				return verdict(reply.equals("hi"), "another reply");
			})
				.cell(() -> shouted(crateClient(transport + "-client", handlers(transport)), "HI"))
				.cell(() -> shouted(
						crateClient(transport + "-client", crateServer(transport + "-server", "data").port()), "hi"));
		}
	}

	private static String shouted(CratePeer client, String expected) throws Exception {
		client.ask("send", "headers", List.of(List.of("op", "shout")), "text", "hi");
		return verdict(client.ask("recv").frame().text().equals(expected), "another reply");
	}

	@Test
	@Order(3)
	void shouldAcknowledge() throws Exception {
		section.row("`sendWithAck`, UDP").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			template(server.port(), "udp").to("crate").payload("taken").sendWithAck();
			return verdict(server.take().frame().text().equals("taken"), "something else arrives");
		})
			.cell(() -> done(crateClient("udp-easy-client", handlers("udp")).ask("send_with_ack", "value",
					Map.of("sensor", "s", "celsius", 1))))
			.cell(() -> done(crateClient("udp-easy-client", crateServer("udp-easy-server", "").port())
				.ask("send_with_ack", "value", 1)));
	}

	@Test
	@Order(4)
	void shouldTellErrorToPeerThatKnowsNone() throws Exception {
		section.row("What no handler can take: the client is told, and goes on, TCP").cell(() -> {
			VstpTemplate template = template(crateServer("tcp-easy-server", "").port(), "tcp");
			String told = template.to("crate").payload("{".getBytes()).exchange(String.class);
			Reading reading = new Reading("s", 1);
			return verdict(
					told.startsWith("Invalid data")
							&& template.to("crate").payload(reading).exchange(Reading.class).equals(reading),
					"not told");
		}).cell(() -> {
			CratePeer client = crateClient("tcp-client", handlers("tcp"));
			client.ask("send", "headers", List.of(List.of("content-type", "application/json")), "text", "{");
			Event told = client.ask("recv");
			client.ask("send", "headers", List.of(List.of("op", "shout")), "text", "hi");
			return verdict(told.isFrame("ERR") && "invalid-payload".equals(told.frame().header("code"))
					&& client.ask("recv").frame().text().equals("HI"), "not told: " + told);
		}).cell(() -> {
			CratePeer client = crateClient("tcp-client", crateServer("tcp-easy-server", "").port());
			client.ask("send", "text", "{");
			Event told = client.ask("recv");
			client.ask("send", "text", "7");
			return verdict(
					told.frame().text().startsWith("Invalid data") && client.ask("recv").frame().text().equals("7"),
					"not told");
		});
	}

	private int handlers(String transport) {
		ConfigurableApplicationContext server = run(Handlers.class, "vstp.server.tcp.port=0",
				"vstp.server.tcp.address=127.0.0.1", "vstp.server.udp.enabled=true", "vstp.server.udp.port=0",
				"vstp.server.udp.address=127.0.0.1");
		return server.getEnvironment().getRequiredProperty("local.vstp." + transport + ".port", Integer.class);
	}

	private VstpTemplate template(int port, String transport) {
		return run(Empty.class, "vstp.client.destinations.crate.address=127.0.0.1:" + port,
				"vstp.client.destinations.crate.transport=" + transport)
			.getBean(VstpTemplate.class);
	}

	private ConfigurableApplicationContext run(Class<?> application, String... properties) {
		List<String> arguments = new ArrayList<>();
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return this.endpoints.closeLater(new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new)));
	}

	private static String name(String transport) {
		return Transport.valueOf(transport.toUpperCase(Locale.ROOT)).name();
	}

	record Reading(String sensor, double celsius) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Handlers {

		@Bean
		Sensors sensors() {
			return new Sensors();
		}

	}

	static class Sensors {

		@VstpHandler({ "content-type=application/json", "!op" })
		Reading reading(@Payload Reading reading) {
			return reading;
		}

		@VstpHandler("op=shout")
		String shout(@Payload String text, @Header("op") String op) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

}
