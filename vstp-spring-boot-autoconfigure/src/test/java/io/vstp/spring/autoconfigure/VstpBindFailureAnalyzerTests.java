package io.vstp.spring.autoconfigure;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;

import io.vstp.frame.Transport;
import io.vstp.server.VstpBindException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpBindFailureAnalyzer} with what operating systems and transports
 * say.
 */
class VstpBindFailureAnalyzerTests {

	@Test
	void shouldNamePortPropertyWhenPortIsInUse() {
		for (IOException cause : new IOException[] { new BindException("Address already in use"),
				new BindException("Address already in use: bind"),
				new IOException("bind(..) failed with error(-98): Address already in use") }) {
			FailureAnalysis analysis = analyze(6969, cause);
			assertThat(analysis.getDescription())
				.isEqualTo("The VSTP server cannot listen on TCP 127.0.0.1:6969, because port 6969 is already in use.");
			assertThat(analysis.getAction()).contains("'vstp.server.tcp.port'").contains("6969");
		}
	}

	@Test
	void shouldNameAddressPropertyWhenAddressIsNotLocal() {
		for (IOException cause : new IOException[] { new BindException("Cannot assign requested address"),
				new BindException("Can't assign requested address"),
				new IOException("bind(..) failed with error(-99): Cannot assign requested address") }) {
			FailureAnalysis analysis = analyze(6969, cause);
			assertThat(analysis.getDescription()).contains("this machine does not have the address 127.0.0.1");
			assertThat(analysis.getAction()).contains("'vstp.server.tcp.address'");
		}
	}

	@Test
	void shouldNamePortPropertyWhenPortIsPrivileged() {
		FailureAnalysis analysis = analyze(80, new SocketException("Permission denied"));
		assertThat(analysis.getDescription())
			.isEqualTo("The VSTP server is not permitted to listen on TCP 127.0.0.1:80.");
		assertThat(analysis.getAction()).contains("'vstp.server.tcp.port'").contains("above 1023");
	}

	@Test
	void shouldNameBothPropertiesWhenReasonIsUnknown() {
		FailureAnalysis analysis = analyze(6969, new SocketException("Protocol family unavailable"));
		assertThat(analysis.getDescription()).endsWith("127.0.0.1:6969: Protocol family unavailable");
		assertThat(analysis.getAction()).contains("'vstp.server.tcp.port'").contains("'vstp.server.tcp.address'");
	}

	@Test
	void shouldNamePropertiesOfUdpWhenThatIsWhatFails() {
		FailureAnalysis analysis = analyze(Transport.UDP, 6969, new BindException("Address already in use"));
		assertThat(analysis.getDescription())
			.isEqualTo("The VSTP server cannot listen on UDP 127.0.0.1:6969, because port 6969 is already in use.");
		assertThat(analysis.getAction()).contains("'vstp.server.udp.port'");
		analysis = analyze(Transport.UDP, 6969, new BindException("Cannot assign requested address"));
		assertThat(analysis.getAction()).contains("'vstp.server.udp.address'");
	}

	private static FailureAnalysis analyze(int port, Exception cause) {
		return analyze(Transport.TCP, port, cause);
	}

	private static FailureAnalysis analyze(Transport transport, int port, Exception cause) {
		return new VstpBindFailureAnalyzer().analyze(new IllegalStateException("Failed to start bean",
				new VstpBindException(transport, new InetSocketAddress("127.0.0.1", port), cause)));
	}

}
