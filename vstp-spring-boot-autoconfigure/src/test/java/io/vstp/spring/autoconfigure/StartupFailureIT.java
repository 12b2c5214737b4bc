package io.vstp.spring.autoconfigure;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;

import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.exchange.ImportVstpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of what a start-up that fails prints.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	@Test
	void shouldNamePropertyAndAddressWhenPortIsInUse(CapturedOutput output) throws Exception {
		try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			fail(TestHandlers.class, "vstp.server.tcp.address=127.0.0.1",
					"vstp.server.tcp.port=" + busy.getLocalPort());
			assertThat(analysis(output))
				.contains("The VSTP server cannot listen on TCP 127.0.0.1:%d, because port %d is already in use."
					.formatted(busy.getLocalPort(), busy.getLocalPort()), "'vstp.server.tcp.port'");
		}
	}

	@Test
	void shouldNamePropertyOfUdpWhenItsPortIsInUse(CapturedOutput output) throws Exception {
		try (DatagramSocket busy = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
			fail(TestHandlers.class, "vstp.server.tcp.port=0", "vstp.server.udp.enabled=true",
					"vstp.server.udp.address=127.0.0.1", "vstp.server.udp.port=" + busy.getLocalPort());
			assertThat(analysis(output))
				.contains("The VSTP server cannot listen on UDP 127.0.0.1:%d, because port %d is already in use."
					.formatted(busy.getLocalPort(), busy.getLocalPort()), "'vstp.server.udp.port'");
		}
	}

	@Test
	void shouldNamePropertiesWhenTlsIsAskedForOverUdp(CapturedOutput output) {
		fail(Apps.Empty.class, "vstp.client.destinations.telemetry.address=localhost",
				"vstp.client.destinations.telemetry.transport=udp",
				"vstp.client.destinations.telemetry.ssl.bundle=absent");
		assertThat(analysis(output)).contains(
				"Invalid value 'udp' for configuration property 'vstp.client.destinations.telemetry.transport'",
				"There is no TLS over UDP, and 'vstp.client.destinations.telemetry.ssl.bundle' asks for it.");
	}

	@Test
	void shouldNamePropertyWhenAddressIsNotOfThisMachine(CapturedOutput output) {
		fail(TestHandlers.class, "vstp.server.tcp.address=192.0.2.1", "vstp.server.tcp.port=0");
		assertThat(analysis(output)).contains(
				"The VSTP server cannot listen on TCP 192.0.2.1:0, because this machine does not have the address 192.0.2.1.",
				"'vstp.server.tcp.address'");
	}

	@Test
	void shouldNamePropertyToSetWhenClientCallsUnknownDestination(CapturedOutput output) {
		fail(LostClient.class, "vstp.client.destinations.files.address=localhost");
		assertThat(analysis(output)).contains(
				"StartupFailureIT$Lost.call calls the destination 'telemetry', which is not "
						+ "configured (there are: files).",
				"Set 'vstp.client.destinations.telemetry.address' to host:port");
	}

	@Test
	void shouldNamePropertyWhenAddressIsNotAnAddress(CapturedOutput output) {
		fail(TestHandlers.class, "vstp.server.tcp.address=no such host");
		assertThat(analysis(output)).contains("vstp.server.tcp.address", "no such host");
	}

	@Test
	void shouldNamePropertyWhenValueIsInvalid(CapturedOutput output) {
		fail(TestHandlers.class, "vstp.server.tcp.port=0", "vstp.server.session.max-in-flight=-1");
		assertThat(analysis(output)).contains(
				"Invalid value '-1' for configuration property 'vstp.server.session.max-in-flight'",
				"Must be above 0, but is -1.");
	}

	@Test
	void shouldNameDestinationWhenItsAddressIsMalformed(CapturedOutput output) {
		fail(Apps.Empty.class, "vstp.client.destinations.telemetry.address=localhost:6969x");
		assertThat(analysis(output)).contains(
				"Invalid value 'localhost:6969x' for configuration property 'vstp.client.destinations.telemetry.address'",
				"Must be host:port");
	}

	@Test
	void shouldNamePropertyWhenBundleIsMissing(CapturedOutput output) {
		fail(TestHandlers.class, "vstp.server.tcp.port=0", "vstp.server.tcp.ssl.bundle=absent");
		assertThat(analysis(output)).contains(
				"Invalid value 'absent' for configuration property 'vstp.server.tcp.ssl.bundle'",
				"There is no SSL bundle of that name.");
	}

	@Test
	void shouldNameBothHandlersWhenTheyAreAmbiguous(CapturedOutput output) {
		fail(Ambiguous.class, "vstp.server.tcp.port=0");
		assertThat(analysis(output)).contains("Two VSTP handlers would take the same frame", "one(", "other(",
				"op=same", "Add a condition to one of the two @VstpHandler annotations");
	}

	@Test
	void shouldQuoteConditionWhenItIsInvalid(CapturedOutput output) {
		fail(Invalid.class, "vstp.server.tcp.port=0");
		assertThat(analysis(output)).contains("The condition '=x' of the VSTP handler", "is invalid",
				"Correct the @VstpHandler annotation");
	}

	@Test
	void shouldTellWhatToAddWhenNothingConvertsTheReply(CapturedOutput output) {
		fail(NeedsConverter.class, "vstp.server.tcp.port=0",
				"spring.autoconfigure.exclude=org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration");
		assertThat(analysis(output)).contains("returns java.util.List, but no message converter is there",
				"Add 'org.springframework.boot:spring-boot-starter-jackson', or declare a MessageConverter bean.");
	}

	@Test
	void shouldQuoteConcurrencyWhenItIsNoNumber(CapturedOutput output) {
		fail(BadConcurrency.class, "vstp.server.tcp.port=0");
		assertThat(analysis(output)).contains("Concurrency 'many' of handler", "is not a number of at least 0",
				"Set 'concurrency' of @VstpHandler to a number");
	}

	private void fail(Class<?> configuration, String... properties) {
		assertThatException().as("start with %s", Arrays.toString(properties))
			.isThrownBy(() -> this.apps.run(configuration, List.of(properties)));
	}

	private static String analysis(CapturedOutput output) {
		String text = output.toString();
		int start = text.indexOf("APPLICATION FAILED TO START");
		assertThat(start).as("an analysis").isNotNegative();
		assertThat(text).as("stack trace").doesNotContain("\tat io.vstp");
		return text.substring(start);
	}

	@Configuration(proxyBeanMethods = false)
	@VstpHandler("op=same")
	static class Ambiguous {

		@VstpHandler
		void one() {
		}

		@VstpHandler
		void other() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsConverter {

		@VstpHandler
		List<String> handle() {
			return List.of();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BadConcurrency {

		@VstpHandler(concurrency = "many")
		void handle() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@VstpHandler("=x")
	static class Invalid {

		@VstpHandler
		void handle() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportVstpClients(types = Lost.class, destination = "telemetry")
	static class LostClient {

	}

	interface Lost {

		@VstpExchange("op=latest")
		void call();

	}

}
