package io.vstp.spring.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Endpoint}.
 */
class EndpointTests {

	@Test
	void shouldDescribeAddressesAsPeopleWriteThem() throws UnknownHostException {
		assertThat(Endpoint.describe(new InetSocketAddress("127.0.0.1", 1))).isEqualTo("127.0.0.1:1");
		assertThat(Endpoint.describe(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 2)))
			.isEqualTo("0.0.0.0:2");
		assertThat(Endpoint.describe(new InetSocketAddress(InetAddress.getByName("::"), 3))).isEqualTo("[::]:3");
		assertThat(Endpoint.describe(new InetSocketAddress(InetAddress.getByName("::1"), 4)))
			.isEqualTo("[0:0:0:0:0:0:0:1]:4");
		assertThat(Endpoint.describe(InetSocketAddress.createUnresolved("example.org", 5))).isEqualTo("example.org:5");
	}

}
