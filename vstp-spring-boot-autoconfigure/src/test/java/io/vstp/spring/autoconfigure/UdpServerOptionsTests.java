package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vstp.server.VstpServerOptions;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UdpServerOptions} and {@link VstpUdpServerProperties}.
 */
class UdpServerOptionsTests {

	@Test
	void shouldListenOnTcpAloneWhenNothingIsSet() {
		VstpServerOptions options = server(Map.of());
		assertThat(options.tcp()).isTrue();
		assertThat(options.udp()).isNull();
	}

	@Test
	void shouldListenOnUdpAloneWhenTcpIsDisabled() {
		VstpServerOptions options = server(Map.of("tcp.enabled", "false", "udp.enabled", "true"));
		assertThat(options.tcp()).isFalse();
		assertThat(options.udp()).isNotNull();
	}

	@Test
	void shouldEqualDefaultsOfCoreWhenNothingButEnabledIsSet() {
		assertThat(udp(Map.of())).usingRecursiveComparison().isEqualTo(UdpListenerOptions.DEFAULTS);
	}

	@Test
	void shouldTakeOverEveryPropertyWhenAllAreSet() {
		UdpListenerOptions options = udp(Map.ofEntries(Map.entry("port", "1"), Map.entry("address", "127.0.0.1"),
				Map.entry("idle-timeout", "2s"), Map.entry("max-peers", "3"), Map.entry("max-unvalidated-peers", "4"),
				Map.entry("max-unvalidated-in-flight", "40"), Map.entry("amplification-factor", "5"),
				Map.entry("max-reassembly-size", "6GB"), Map.entry("max-reassembly-size-per-peer", "7"),
				Map.entry("max-unvalidated-size", "8"), Map.entry("max-unvalidated-size-per-peer", "9"),
				Map.entry("max-reassemblies", "10"), Map.entry("max-reassemblies-per-peer", "11"),
				Map.entry("max-remembered", "12"), Map.entry("max-remembered-per-peer", "13"),
				Map.entry("max-retries", "14")));
		assertThat(options.bindAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 1));
		assertThat(options.idleTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.maxPeers()).isEqualTo(3);
		assertThat(options.maxUnvalidatedPeers()).isEqualTo(4);
		assertThat(options.maxUnvalidatedInFlight()).isEqualTo(40);
		assertThat(options.amplificationFactor()).isEqualTo(5);
		assertThat(options.maxReassemblyBytes()).isEqualTo(6L << 30);
		assertThat(options.maxReassemblyBytesPerPeer()).isEqualTo(7);
		assertThat(options.maxUnvalidatedBytes()).isEqualTo(8);
		assertThat(options.maxUnvalidatedBytesPerPeer()).isEqualTo(9);
		assertThat(options.maxReassemblies()).isEqualTo(10);
		assertThat(options.datagrams().maxReassemblies()).isEqualTo(11);
		assertThat(options.maxRemembered()).isEqualTo(12);
		assertThat(options.datagrams().maxRemembered()).isEqualTo(13);
		assertThat(options.datagrams().maxRetries()).isEqualTo(14);
	}

	@Test
	void shouldTakeOverHowMessagesAreCarriedWhenItIsSet() {
		UdpOptions options = udp(DATAGRAMS).datagrams();
		assertThat(options).usingRecursiveComparison().isEqualTo(expectedDatagrams().build());
	}

	/** Every property that both ends have. */
	static final Map<String, String> DATAGRAMS = Map.ofEntries(Map.entry("max-datagram-size", "1KB"),
			Map.entry("max-message-size", "2MB"), Map.entry("max-fragments", "3"), Map.entry("max-retries", "0"),
			Map.entry("retry-delay", "5ms"), Map.entry("max-retry-delay", "6ms"), Map.entry("ack-timeout", "7ms"),
			Map.entry("jitter", "0.5"), Map.entry("use-crc", "false"), Map.entry("allow-frag", "false"),
			Map.entry("max-unacknowledged", "8"), Map.entry("stall-timeout", "9s"),
			Map.entry("reassembly-timeout", "10s"), Map.entry("dedup-window", "11s"),
			Map.entry("socket-buffer-size", "12KB"));

	/** What comes of them. */
	static UdpOptions.Builder expectedDatagrams() {
		return UdpOptions.builder()
			.maxDatagram(1024)
			.maxMessage(2 * 1024 * 1024)
			.maxFragments(3)
			.maxRetries(0)
			.retryDelay(Duration.ofMillis(5))
			.maxRetryDelay(Duration.ofMillis(6))
			.ackTimeout(Duration.ofMillis(7))
			.jitter(0.5)
			.useCrc(false)
			.allowFragments(false)
			.maxUnacknowledged(8)
			.stallTimeout(Duration.ofSeconds(9))
			.reassemblyTimeout(Duration.ofSeconds(10))
			.dedupWindow(Duration.ofSeconds(11))
			.socketBuffer(12 * 1024);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			port,                          65536, "Must be from 0 to 65535, but is 65536."
			idle-timeout,                  0s,    "Must be above 0, but is PT0S."
			max-peers,                     0,     "Must be above 0, but is 0."
			max-unvalidated-peers,         0,     "Must be above 0, but is 0."
			max-unvalidated-in-flight,     0,     "Must be above 0, but is 0."
			amplification-factor,          0,     "Must be above 0, but is 0."
			max-reassembly-size,           0,     "Must be above 0, but is 0."
			max-reassembly-size-per-peer,  0,     "Must be above 0, but is 0."
			max-unvalidated-size,          0,     "Must be above 0, but is 0."
			max-unvalidated-size-per-peer, 0,     "Must be above 0, but is 0."
			max-reassemblies,              0,     "Must be above 0, but is 0."
			max-reassemblies-per-peer,     0,     "Must be above 0, but is 0."
			max-remembered,                0,     "Must be above 0, but is 0."
			max-remembered-per-peer,       0,     "Must be above 0, but is 0."
			max-datagram-size,             64KB,  "Must be 256 to 65507, but is 65536."
			max-message-size,              2GB,   "Must be below 2GB, but is 2147483648B."
			max-fragments,                 0,     "Must be above 0, but is 0."
			max-retries,                   -1,    "Must be 0 to 2147483647, but is -1."
			retry-delay,                   0s,    "Must be above 0, but is PT0S."
			max-retry-delay,               0s,    "Must be above 0, but is PT0S."
			ack-timeout,                   -1s,   "Must be above 0, but is PT-1S."
			jitter,                        2,     "Must be 0 to 1, but is 2.0."
			max-unacknowledged,            0,     "Must be above 0, but is 0."
			stall-timeout,                 0s,    "Must be above 0, but is PT0S."
			reassembly-timeout,            0s,    "Must be above 0, but is PT0S."
			dedup-window,                  0s,    "Must be above 0, but is PT0S."
			socket-buffer-size,            0,     "Must be above 0, but is 0."
			""")
	void shouldNamePropertyWhenValueIsInvalid(String property, String value, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> udp(Map.of(property, value)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("vstp.server.udp." + property))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	private static UdpListenerOptions udp(Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(Map.of("udp.enabled", "true"));
		properties.forEach((name, value) -> all.put("udp." + name, value));
		return server(all).udp();
	}

	private static VstpServerOptions server(Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("vstp.server." + name, value));
		VstpServerProperties bound = new Binder(source).bindOrCreate("vstp.server",
				Bindable.of(VstpServerProperties.class));
		return new ServerOptions(bound, null).builder().build();
	}

}
