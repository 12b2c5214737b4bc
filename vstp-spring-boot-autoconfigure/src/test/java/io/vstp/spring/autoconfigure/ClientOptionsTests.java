package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vstp.client.AutoOptions;
import io.vstp.client.Backoff;
import io.vstp.client.ClientHandshake;
import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClientOptions;
import io.vstp.codec.CrcMode;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ClientOptions} and {@link VstpClientProperties}.
 */
class ClientOptionsTests {

	private static final String TELEMETRY = "vstp.client.destinations.telemetry.";

	private static final String DEFAULTS = "vstp.client.defaults.";

	@Test
	void shouldEqualDefaultsOfCoreWhenOnlyAddressIsSet() {
		VstpClientOptions defaults = VstpClientOptions.builder("localhost", 6969).name("telemetry").build();
		VstpClientOptions options = telemetry(Map.of(TELEMETRY + "address", "localhost"));
		assertThat(options).usingRecursiveComparison().isEqualTo(defaults);
	}

	@Test
	void shouldTakeOverEveryPropertyWhenAllAreSet() {
		assertEverything(TELEMETRY);
	}

	@Test
	void shouldTakeOverHowMessagesAreCarriedWhenTransportIsUdp() {
		for (String prefix : new String[] { TELEMETRY, DEFAULTS }) {
			Map<String, String> properties = new HashMap<>(
					Map.of(TELEMETRY + "address", "localhost", prefix + "transport", "udp",
							prefix + "udp.max-reassemblies", "1", prefix + "udp.max-remembered", "2"));
			UdpServerOptionsTests.DATAGRAMS.forEach((name, value) -> properties.put(prefix + "udp." + name, value));
			VstpClientOptions options = telemetry(properties);
			assertThat(options.transport()).isEqualTo(TransportChoice.UDP);
			assertThat(options.udp()).usingRecursiveComparison()
				.isEqualTo(UdpServerOptionsTests.expectedDatagrams().maxReassemblies(1).maxRemembered(2).build());
		}
	}

	@Test
	void shouldMergeHowMessagesAreCarriedWhenDefaultsAreSetToo() {
		VstpClientOptions options = telemetry(Map.of(TELEMETRY + "address", "localhost", TELEMETRY + "transport", "udp",
				DEFAULTS + "transport", "tcp", DEFAULTS + "udp.max-retries", "5", DEFAULTS + "udp.jitter", "0",
				TELEMETRY + "udp.jitter", "1"));
		assertThat(options.transport()).isEqualTo(TransportChoice.UDP);
		assertThat(options.udp().maxRetries()).isEqualTo(5);
		assertThat(options.udp().jitter()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "destinations.telemetry.transport, destinations.telemetry.ssl.bundle=absent",
			"destinations.telemetry.transport, destinations.telemetry.ssl.enabled=true",
			"destinations.telemetry.transport, defaults.ssl.bundle=absent",
			"destinations.telemetry.transport, defaults.ssl.enabled=true",
			"defaults.transport, destinations.telemetry.ssl.bundle=absent",
			"defaults.transport, defaults.ssl.enabled=true" })
	void shouldNamePropertiesWhenTlsIsAskedForOverUdp(String transport, String tls) {
		String[] setting = tls.split("=");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "address", "localhost", "vstp.client." + transport, "udp",
					"vstp.client." + setting[0], setting[1])))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("vstp.client." + transport))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(
					("There is no TLS over UDP, and 'vstp.client.%s' asks for it. Take the transport 'tcp', or set "
							+ "'vstp.client.destinations.telemetry.ssl.enabled' to 'false'.")
						.formatted(setting[0])));
	}

	@Test
	void shouldSendPlainlyOverUdpWhenDestinationSwitchesTlsOff() {
		VstpClientOptions options = telemetry(Map.of(TELEMETRY + "address", "localhost", TELEMETRY + "transport", "udp",
				DEFAULTS + "ssl.bundle", "absent", TELEMETRY + "ssl.enabled", "false"));
		assertThat(options.transport()).isEqualTo(TransportChoice.UDP);
		assertThat(options.tls()).isNull();
	}

	@Test
	void shouldTakeOverHowToChooseWhenTransportIsAuto() {
		for (String prefix : new String[] { TELEMETRY, DEFAULTS }) {
			VstpClientOptions options = telemetry(Map.of(TELEMETRY + "address", "localhost", prefix + "transport",
					"auto", prefix + "auto.probe-attempts", "1", prefix + "auto.probe-timeout", "2s",
					prefix + "auto.probe-interval", "3s", prefix + "auto.switch-cooldown", "4s",
					prefix + "auto.min-dwell-time", "5s", prefix + "auto.consecutive-failures-threshold", "6",
					prefix + "auto.min-score-margin", "0.7", prefix + "auto.peer-preference-ttl", "8s"));
			assertThat(options.transport()).isEqualTo(TransportChoice.AUTO);
			assertThat(options.auto()).usingRecursiveComparison()
				.isEqualTo(AutoOptions.builder()
					.probeAttempts(1)
					.probeTimeout(Duration.ofSeconds(2))
					.probeInterval(Duration.ofSeconds(3))
					.switchCooldown(Duration.ofSeconds(4))
					.minDwellTime(Duration.ofSeconds(5))
					.consecutiveFailuresThreshold(6)
					.minScoreMargin(0.7)
					.peerPreferenceTtl(Duration.ofSeconds(8))
					.build());
		}
	}

	@Test
	void shouldNamePropertiesWhenTlsIsAskedForWhereUdpMayBeChosen() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "address", "localhost", TELEMETRY + "transport", "auto",
					DEFAULTS + "ssl.bundle", "absent")))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(TELEMETRY + "transport"))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("There is no TLS over UDP")
				.contains("vstp.client.defaults.ssl.bundle"));
	}

	@Test
	void shouldInheritEveryPropertyWhenDefaultsAreSet() {
		assertEverything(DEFAULTS);
	}

	private void assertEverything(String prefix) {
		VstpClientOptions options = telemetry(Map.ofEntries(Map.entry(TELEMETRY + "address", "a:1,[::1]:2"),
				Map.entry(prefix + "handshake", "never"), Map.entry(prefix + "handshake-timeout", "1s"),
				Map.entry(prefix + "client-id", "me"), Map.entry(prefix + "auth-token", "secret"),
				Map.entry(prefix + "connect-timeout", "2s"), Map.entry(prefix + "call-timeout", "3s"),
				Map.entry(prefix + "keep-alive", "4s"), Map.entry(prefix + "max-open-calls", "5"),
				Map.entry(prefix + "connections", "10"), Map.entry(prefix + "crc", "flagged"),
				Map.entry(prefix + "reconnect.initial-delay", "6ms"), Map.entry(prefix + "reconnect.max-delay", "7ms"),
				Map.entry(prefix + "reconnect.jitter", "0.25"), Map.entry(prefix + "limits.max-frame-size", "1KB"),
				Map.entry(prefix + "limits.max-header-size", "8B"), Map.entry(prefix + "limits.max-headers", "9"),
				Map.entry(prefix + "ssl.enabled", "true")));
		assertThat(options.addresses()).hasToString("[a/<unresolved>:1, ::1/<unresolved>:2]");
		assertThat(options.handshake()).isEqualTo(ClientHandshake.NEVER);
		assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(options.hello()).isEqualTo(Headers.of("client-id", "me", "auth-token", "secret"));
		assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.callTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.session().keepAlive()).isEqualTo(Duration.ofSeconds(4));
		assertThat(options.maxOpenCalls()).isEqualTo(5);
		assertThat(options.connections()).isEqualTo(10);
		assertThat(options.session().crcMode()).isEqualTo(CrcMode.FLAGGED);
		assertThat(options.backoff()).isEqualTo(new Backoff(Duration.ofMillis(6), Duration.ofMillis(7), 0.25));
		assertThat(options.session().limits().maxFrameLength()).isEqualTo(1024);
		assertThat(options.session().limits().maxHeaderLength()).isEqualTo(8);
		assertThat(options.session().limits().maxHeaders()).isEqualTo(9);
		assertThat(options.tls()).isNotNull();
	}

	@Test
	void shouldPreferDestinationWhenDefaultsAreSetToo() {
		VstpClientOptions options = telemetry(Map.of(TELEMETRY + "address", "localhost:1", DEFAULTS + "call-timeout",
				"1s", TELEMETRY + "call-timeout", "2s", DEFAULTS + "reconnect.jitter", "0", DEFAULTS + "client-id",
				"everybody", TELEMETRY + "client-id", "me", DEFAULTS + "ssl.bundle", "absent",
				TELEMETRY + "ssl.enabled", "false"));
		assertThat(options.callTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.backoff()).isEqualTo(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0));
		assertThat(options.hello().getAll("client-id")).containsExactly("me");
		assertThat(options.tls()).isNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			textBlock = """
					handshake-timeout,       0s,     "Must be above 0, but is PT0S."
					call-timeout,            -1s,    "Must be above 0, but is PT-1S."
					connect-timeout,         0s,     "Must be above 0, but is PT0S."
					keep-alive,              -1s,    "Must not be negative, but is PT-1S."
					max-open-calls,          0,      "Must be above 0, but is 0."
					connections,             0,      "Must be above 0, but is 0."
					auto.probe-attempts,     0,      "Must be above 0, but is 0."
					auto.switch-cooldown,    -1s,    "Must not be negative, but is PT-1S."
					auto.min-score-margin,   1.5,    "Must be 0 to 1, but is 1.5."
					reconnect.initial-delay, 0s,     "Must be above 0, but is PT0S."
					reconnect.max-delay,     0s,     "Must be above 0, but is PT0S."
					reconnect.jitter,        1.5,    "Must be 0 to 1, but is 1.5."
					limits.max-frame-size,   1B,     "Must be 64 or more, but is 1."
					udp.max-retries,         -1,     "Must be 0 to 2147483647, but is -1."
					udp.max-datagram-size,   1B,     "Must be 256 to 65507, but is 1."
					ssl.bundle,              absent, "There is no SSL bundle of that name. Bundles are defined under spring.ssl.bundle."
					""")
	void shouldNamePropertyWhenValueIsInvalid(String property, String value, String reason) {
		for (String prefix : new String[] { TELEMETRY, DEFAULTS }) {
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "address", "localhost", prefix + property, value)))
				.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(prefix + property))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
		}
	}

	@Test
	void shouldNamePropertyWhenAddressIsMalformed() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "address", "localhost:seven")))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("vstp.client.destinations.telemetry.address"))
			.satisfies((ex) -> assertThat(ex.getReason()).startsWith("Must be host:port")
				.endsWith("but is 'localhost:seven'."));
	}

	@Test
	void shouldAskForAddressWhenThereIsNone() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "client-id", "me")))
			.withMessageContaining("vstp.client.destinations.telemetry.address");
	}

	@Test
	void shouldNotShowTokenWhenItIsTooLong() {
		String token = "secret".repeat(50);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> telemetry(Map.of(TELEMETRY + "address", "localhost", TELEMETRY + "auth-token", token)))
			.withMessageContaining("auth-token")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(token));
	}

	private static VstpClientOptions telemetry(Map<String, String> properties) {
		Binder binder = new Binder(new MapConfigurationPropertySource(properties));
		VstpClientProperties bound = binder.bindOrCreate("vstp.client", Bindable.of(VstpClientProperties.class));
		ClientOptions options = new ClientOptions(bound, new DefaultSslBundleRegistry());
		return options.all((destination, builder) -> {
		}).get("telemetry");
	}

}
