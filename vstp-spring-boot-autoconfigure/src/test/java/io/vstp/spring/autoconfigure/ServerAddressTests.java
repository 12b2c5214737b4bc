package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServerAddress}.
 */
class ServerAddressTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			localhost,               localhost,      6969
			localhost:1,             localhost,      1
			' example.org:65535 ',   example.org,    65535
			10.0.0.1:7000,           10.0.0.1,       7000
			[::1],                   ::1,            6969
			[2001:db8::1]:7000,      2001:db8::1,    7000
			[fe80::1%eth0]:7000,     fe80::1%eth0,   7000
			under_score-1:7000,      under_score-1,  7000
			""")
	void shouldFindHostAndPortWhenAddressIsWellFormed(String text, String host, int port) {
		InetSocketAddress address = ServerAddress.parse(text);
		assertThat(address.isUnresolved()).isTrue();
		assertThat(address.getHostString()).isEqualTo(host);
		assertThat(address.getPort()).isEqualTo(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":6969", "localhost:", "localhost:0", "localhost:65536", "localhost:x",
			"localhost:+1", "localhost:1:2", "::1", "2001:db8::1", "[::1", "::1]", "[]", "[::1]6969", "[::1]:",
			"[name]:1", "vstp://localhost:1", "localhost/path", "user@localhost", "two words:1" })
	void shouldExplainWhenAddressIsMalformed(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text))
			.withMessage("must be host:port with a port from 1 to 65535 and an IPv6 address in brackets, "
					+ "for instance localhost:6969 or [::1]:6969, but is '" + text + "'");
	}

}
