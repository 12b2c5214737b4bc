package io.vstp.test;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * Certificates made on the spot.
 */
public final class TestCertificates {

	private TestCertificates() {
	}

	public static X509Bundle forHost(String name) throws Exception {
		CertificateBuilder builder = new CertificateBuilder().subject("CN=" + name)
			.notBefore(Instant.now().minus(1, ChronoUnit.DAYS))
			.notAfter(Instant.now().plus(1, ChronoUnit.DAYS))
			.setIsCertificateAuthority(true)
			.addSanDnsName(name);
		if (name.equals("localhost")) {
			builder.addSanIpAddress(InetAddress.getByName("127.0.0.1"));
		}
		return builder.buildSelfSigned();
	}

}
