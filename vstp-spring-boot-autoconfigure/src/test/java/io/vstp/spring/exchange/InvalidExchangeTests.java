package io.vstp.spring.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import io.vstp.client.VstpClientOptions;
import io.vstp.spring.annotation.VstpExchange;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.transport.EventLoops;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of interfaces that no client can be made of.
 */
class InvalidExchangeTests {

	private final VstpTemplate template = template();

	private final VstpExchangeProxyFactory factory = VstpExchangeProxyFactory.builder(this.template).build();

	@Test
	void shouldListDestinationsWhenItIsUnknown() {
		assertInvalid(Unknown.class, "Unknown.call calls the destination 'telemetri', which is not configured",
				"(there are: telemetry)", "Set 'vstp.client.destinations.telemetri.address'");
	}

	@Test
	void shouldAskForDestinationWhenThereIsNone() {
		assertInvalid(Nowhere.class, "Nowhere.call does not say whom it calls",
				"Name a destination in @VstpExchange or in @ImportVstpClients");
		assertThat(this.factory.createClient(Nowhere.class, "telemetry"))
			.hasToString("VSTP client " + Nowhere.class.getName());
	}

	@Test
	void shouldNameBothWhenThereAreTwoPayloads() {
		assertInvalid(TwoPayloads.class,
				"TwoPayloads.call has two parameters for the payload, the String 'one' and the " + "Integer 'two'",
				"@Header");
	}

	@Test
	void shouldNameParameterWhenNobodyCanTellWhatItIs() {
		assertInvalid(Unresolvable.class, "Nobody can tell what", "Unresolvable.call sends for the String 'id'",
				"VstpExchangeArgumentResolver");
	}

	@Test
	void shouldTakeParameterWhenThereIsAResolverForIt() {
		assertThat(VstpExchangeProxyFactory.builder(this.template)
			.argumentResolver(new Variables())
			.build()
			.createClient(Unresolvable.class)).isNotNull();
	}

	@Test
	void shouldNameHeaderWhenItHasNoValue() {
		assertInvalid(BadHeader.class, "The header 'op' that", "BadHeader.call sends has no value", "name=value");
		assertInvalid(LongHeader.class, "The header 'op' of", "cannot be sent", "255 bytes");
	}

	@ParameterizedTest
	@ValueSource(classes = { BadTimeout.class, NegativeTimeout.class })
	void shouldNameTimeoutWhenItIsNone(Class<?> type) {
		assertInvalid(type, "is not a duration above 0", "Write it like 500ms or 2s");
	}

	@Test
	void shouldNameTypeWhenItCannotBeReturned() {
		assertInvalid(ReturnsFlux.class, "ReturnsFlux.call returns a Flux", "Return a CompletableFuture, a Mono, or");
		assertInvalid(ReturnsFuture.class, "ReturnsFuture.call returns a Future", "CompletableFuture");
		assertInvalid(ReturnsRaw.class, "ReturnsRaw.call does not say what its CompletableFuture is of",
				"Give it a type argument");
	}

	@Test
	void shouldRefuseClassWhenItIsNoInterface() {
		assertInvalid(InvalidExchangeTests.class, "is not an interface", "Make an interface of it");
	}

	private void assertInvalid(Class<?> type, String... texts) {
		assertThatExceptionOfType(InvalidVstpExchangeException.class).isThrownBy(() -> this.factory.createClient(type))
			.satisfies((ex) -> assertThat(ex.getMessage() + " | " + ex.action()).contains(texts));
	}

	private static VstpTemplate template() {
		Executor direct = Runnable::run;
		VstpClients clients = new VstpClients(Map.of("telemetry", VstpClientOptions.builder("localhost", 1).build()),
				() -> EventLoops.create(1, "unused"), Duration.ofSeconds(1));
		return new VstpTemplate(clients, VstpMessageConverters.create(null, List.of()), direct);
	}

	interface Unknown {

		@VstpExchange(destination = "telemetri")
		void call();

	}

	interface Nowhere {

		@VstpExchange("op=latest")
		void call();

	}

	@VstpExchange(destination = "telemetry")
	interface TwoPayloads {

		void call(String one, @Payload Integer two, @Header("three") String three);

	}

	@VstpExchange(destination = "telemetry")
	interface Unresolvable {

		void call(@DestinationVariable("id") String id);

	}

	@VstpExchange(destination = "telemetry")
	interface BadHeader {

		@VstpExchange("op")
		void call();

	}

	@VstpExchange(destination = "telemetry")
	interface LongHeader {

		@VstpExchange("op=1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234"
				+ "567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
				+ "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")
		void call();

	}

	@VstpExchange(destination = "telemetry", timeout = "soon")
	interface BadTimeout {

		void call();

	}

	@VstpExchange(destination = "telemetry", timeout = "-1s")
	interface NegativeTimeout {

		void call();

	}

	@VstpExchange(destination = "telemetry")
	interface ReturnsFlux {

		Flux<String> call();

	}

	@VstpExchange(destination = "telemetry")
	interface ReturnsFuture {

		Future<String> call();

	}

	@VstpExchange(destination = "telemetry")
	interface ReturnsRaw {

		@SuppressWarnings("rawtypes")
		CompletableFuture call();

	}

	private static final class Variables implements VstpExchangeArgumentResolver {

		@Override
		public boolean supports(MethodParameter parameter) {
			return parameter.hasParameterAnnotation(DestinationVariable.class);
		}

		@Override
		public void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call) {
		}

	}

}
