package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

import io.vstp.codec.CrcMode;
import io.vstp.server.ServerHandshake;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.Ordering;
import io.vstp.transport.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerOptions} and {@link VstpServerProperties}.
 */
class ServerOptionsTests {

	@Test
	void shouldEqualDefaultsOfCoreWhenNothingIsSet() {
		VstpServerOptions defaults = VstpServerOptions.builder().build();
		VstpServerOptions options = options(Map.of());
		assertThat(options.bindAddress()).isEqualTo(defaults.bindAddress());
		assertThat(options.handshake()).isEqualTo(defaults.handshake());
		assertThat(options.handshakeTimeout()).isEqualTo(defaults.handshakeTimeout());
		assertThat(options.idleTimeout()).isEqualTo(defaults.idleTimeout());
		assertThat(options.maxConnections()).isEqualTo(defaults.maxConnections());
		assertThat(options.maxInFlight()).isEqualTo(defaults.maxInFlight());
		assertThat(options.maxInFlightBytes()).isEqualTo(defaults.maxInFlightBytes());
		assertThat(options.tls()).isNull();
		assertThat(options.session()).usingRecursiveComparison().isEqualTo(defaults.session());
	}

	@Test
	void shouldTakeOverEveryPropertyWhenAllAreSet() {
		VstpServerOptions options = options(Map.ofEntries(Map.entry("handshake", "required"),
				Map.entry("handshake-timeout", "3s"), Map.entry("keep-alive", "1m"), Map.entry("write-timeout", "0"),
				Map.entry("max-in-flight", "11"), Map.entry("max-in-flight-bytes", "12KB"), Map.entry("crc", "flagged"),
				Map.entry("session.max-in-flight", "13"), Map.entry("session.max-in-flight-bytes", "14B"),
				Map.entry("session.ordering", "all"), Map.entry("write-buffer.low-water-mark", "15"),
				Map.entry("write-buffer.high-water-mark", "16"), Map.entry("write-buffer.max-pending", "17"),
				Map.entry("limits.max-frame-size", "1MB"), Map.entry("limits.max-header-size", "18"),
				Map.entry("limits.max-headers", "19"), Map.entry("tcp.port", "20"),
				Map.entry("tcp.address", "127.0.0.1"), Map.entry("tcp.idle-timeout", "21s"),
				Map.entry("tcp.max-connections", "22")));
		assertThat(options.handshake()).isEqualTo(ServerHandshake.REQUIRED);
		assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.maxInFlight()).isEqualTo(11);
		assertThat(options.maxInFlightBytes()).isEqualTo(12 * 1024);
		assertThat(options.bindAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 20));
		assertThat(options.idleTimeout()).isEqualTo(Duration.ofSeconds(21));
		assertThat(options.maxConnections()).isEqualTo(22);
		SessionOptions session = options.session();
		assertThat(session.keepAlive()).isEqualTo(Duration.ofMinutes(1));
		assertThat(session.writeTimeout()).isZero();
		assertThat(session.crcMode()).isEqualTo(CrcMode.FLAGGED);
		assertThat(session.maxInFlight()).isEqualTo(13);
		assertThat(session.maxInFlightBytes()).isEqualTo(14);
		assertThat(session.ordering()).isEqualTo(Ordering.ALL);
		assertThat(session.lowWaterMark()).isEqualTo(15);
		assertThat(session.highWaterMark()).isEqualTo(16);
		assertThat(session.maxPendingWrite()).isEqualTo(17);
		assertThat(session.limits().maxFrameLength()).isEqualTo(1024 * 1024);
		assertThat(session.limits().maxHeaderLength()).isEqualTo(18);
		assertThat(session.limits().maxHeaders()).isEqualTo(19);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			textBlock = """
					handshake-timeout,            0s,     "Must be above 0, but is PT0S."
					keep-alive,                   -1s,    "Must not be negative, but is PT-1S."
					write-timeout,                -1s,    "Must not be negative, but is PT-1S."
					max-in-flight,                0,      "Must be above 0, but is 0."
					max-in-flight-bytes,          0,      "Must be above 0, but is 0."
					session.max-in-flight,        -5,     "Must be above 0, but is -5."
					session.max-in-flight-bytes,  0,      "Must be above 0, but is 0."
					write-buffer.low-water-mark,  0,      "Must be above 0, but is 0."
					write-buffer.high-water-mark, 1KB,    "Must be at least vstp.server.write-buffer.low-water-mark (524288B), but is 1024B."
					write-buffer.high-water-mark, 3GB,    "Must be below 2GB, but is 3221225472B."
					write-buffer.max-pending,     0,      "Must be above 0, but is 0."
					limits.max-frame-size,        1B,     "Must be 64 or more, but is 1."
					limits.max-frame-size,        2GB,    "Must be below 2GB, but is 2147483648B."
					limits.max-header-size,       64KB,   "Must be 0 to 65535, but is 65536."
					limits.max-headers,           -1,     "Must be 0 or more, but is -1."
					tcp.port,                     65536,  "Must be from 0 to 65535, but is 65536."
					tcp.idle-timeout,             -1ms,   "Must not be negative, but is PT-0.001S."
					tcp.max-connections,          0,      "Must be above 0, but is 0."
					""")
	void shouldNamePropertyWhenValueIsInvalid(String property, String value, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> options(Map.of(property, value)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("vstp.server." + property))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	@Test
	void shouldAskForBundleWhenTlsIsEnabledWithoutOne() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> options(Map.of("tcp.ssl.enabled", "true")))
			.withMessageContaining("vstp.server.tcp.ssl.bundle")
			.withMessageContaining("needs an SSL bundle");
	}

	@Test
	void shouldListBundlesWhenBundleIsMissing() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> options(Map.of("tcp.ssl.bundle", "absent")))
			.withMessageContaining("vstp.server.tcp.ssl.bundle")
			.withMessageContaining("There is no SSL bundle of that name. There are: other.");
	}

	@Test
	void shouldSpeakPlainlyWhenTlsIsDisabledDespiteBundle() {
		assertThat(options(Map.of("tcp.ssl.bundle", "absent", "tcp.ssl.enabled", "false")).tls()).isNull();
	}

	private static VstpServerOptions options(Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("vstp.server." + name, value));
		VstpServerProperties bound = new Binder(source).bindOrCreate("vstp.server",
				Bindable.of(VstpServerProperties.class));
		return new ServerOptions(bound, new DefaultSslBundleRegistry("other", SslBundle.of(null))).builder().build();
	}

}
