package io.vstp.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vstp.frame.ErrorCode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of TLS by SSL bundles, on both sides.
 */
@ExtendWith(OutputCaptureExtension.class)
class VstpTlsIT {

	private static X509Bundle authority;

	private static X509Bundle localhost;

	private static X509Bundle device;

	@TempDir
	private static Path directory;

	@RegisterExtension
	private final Apps apps = new Apps();

	@BeforeAll
	static void issueCertificates() throws Exception {
		authority = new CertificateBuilder().subject("CN=Test CA").setIsCertificateAuthority(true).buildSelfSigned();
		localhost = new CertificateBuilder().subject("CN=localhost")
			.addSanDnsName("localhost")
			.buildIssuedBy(authority);
		device = new CertificateBuilder().subject("CN=device").buildIssuedBy(authority);
		write("ca", authority.getCertificatePEM(), authority.getPrivateKeyPEM());
		write("localhost", localhost.getCertificatePathPEM(), localhost.getPrivateKeyPEM());
		write("device", device.getCertificatePathPEM(), device.getPrivateKeyPEM());
	}

	private static void write(String name, String certificate, String key) throws Exception {
		Files.writeString(directory.resolve(name + ".crt"), certificate);
		Files.writeString(directory.resolve(name + ".key"), key);
	}

	@Test
	void shouldSpeakTls13WhenBundleIsNamed(CapturedOutput output) {
		ConfigurableApplicationContext server = server();
		assertThat(thread(this.apps.template(server, trust()))).startsWith("vstp-handler-");
		assertThat(output).contains("(TLS 1.3, bundle 'web') with 5 handlers");
		assertThat(security(server)).isEqualTo("TLS 1.3, bundle 'web'");
	}

	private static String security(ConfigurableApplicationContext server) {
		return server.getBean(VstpServerLifecycle.class).endpoints().get(0).security();
	}

	@Test
	void shouldHonourProtocolsWhenBundleNamesThem() {
		ConfigurableApplicationContext server = server(
				"spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.2,TLSv1.3");
		assertThat(security(server)).isEqualTo("TLS 1.2/TLS 1.3, bundle 'web'");
		assertThat(thread(this.apps.template(server,
				with(trust(), "spring.ssl.bundle.pem.trust.options.enabled-protocols=TLSv1.2"))))
			.startsWith("vstp-handler-");
	}

	@Test
	void shouldFailWhenServerIsNotTrusted() {
		VstpTemplate suspicious = this.apps.template(server(), "vstp.client.destinations.peer.ssl.enabled=true");
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> thread(suspicious));
	}

	@Test
	void shouldFailWhenCertificateIsForAnotherName() {
		ConfigurableApplicationContext server = serverOf("device");
		VstpTemplate careful = this.apps.template(server, trust());
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> thread(careful));
	}

	@Test
	void shouldAskForCertificateWhenServerNeedsOne() {
		ConfigurableApplicationContext server = server("vstp.server.tcp.ssl.client-auth=need",
				"spring.ssl.bundle.pem.web.truststore.certificate=" + file("ca.crt"));
		VstpTemplate anonymous = this.apps.template(server, trust());
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> thread(anonymous));
		VstpTemplate known = this.apps.template(server,
				with(trust(), "spring.ssl.bundle.pem.trust.keystore.certificate=" + file("device.crt"),
						"spring.ssl.bundle.pem.trust.keystore.private-key=" + file("device.key")));
		assertThat(thread(known)).startsWith("vstp-handler-");
	}

	@Test
	void shouldTellHandlerWhoThePeerIsWhenItHasShownACertificate() {
		String[] tls = with(new String[] { "vstp.server.tcp.ssl.client-auth=want", "vstp.server.tcp.ssl.bundle=web",
				"spring.ssl.bundle.pem.web.truststore.certificate=" + file("ca.crt"),
				"spring.ssl.bundle.pem.web.keystore.certificate=" + file("localhost.crt"),
				"spring.ssl.bundle.pem.web.keystore.private-key=" + file("localhost.key") });
		ConfigurableApplicationContext server = this.apps.server(WhoAmI.class, tls);
		VstpTemplate known = this.apps.template(server,
				with(trust(), "spring.ssl.bundle.pem.trust.keystore.certificate=" + file("device.crt"),
						"spring.ssl.bundle.pem.trust.keystore.private-key=" + file("device.key")));
		assertThat(known.to("peer").exchange(String.class)).isEqualTo("CN=device");
		VstpTemplate anonymous = this.apps.template(server, trust());
		assertThatExceptionOfType(VstpErrorException.class)
			.isThrownBy(() -> anonymous.to("peer").exchange(String.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
	}

	@Test
	void shouldUseNewCertificateWhenBundleIsUpdated() throws Exception {
		ConfigurableApplicationContext server = server();
		VstpTemplate before = this.apps.template(server, trust());
		assertThat(thread(before)).startsWith("vstp-handler-");
		server.getBean(DefaultSslBundleRegistry.class).updateBundle("web", bundle(device));
		assertThat(thread(before)).as("on the connection that it has").startsWith("vstp-handler-");
		VstpTemplate after = this.apps.template(server, trust());
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> thread(after));
		server.getBean(DefaultSslBundleRegistry.class).updateBundle("web", bundle(localhost));
		assertThat(thread(this.apps.template(server, trust()))).startsWith("vstp-handler-");
	}

	@Test
	void shouldKeepCertificateWhenUpdateCannotBeUsed(CapturedOutput output) {
		ConfigurableApplicationContext server = server();
		SslBundle withoutKey = SslBundle
			.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(authority.getCertificatePEM())));
		server.getBean(DefaultSslBundleRegistry.class).updateBundle("web", withoutKey);
		assertThat(output).contains("The updated SSL bundle 'web' cannot be used");
		assertThat(thread(this.apps.template(server, trust()))).startsWith("vstp-handler-");
	}

	private static SslBundle bundle(X509Bundle certificate) {
		return SslBundle.of(new PemSslStoreBundle(PemSslStoreDetails.forCertificate(certificate.getCertificatePathPEM())
			.withPrivateKey(certificate.getPrivateKeyPEM()), null));
	}

	private static String thread(VstpTemplate template) {
		return template.to("peer").header("op", "thread").exchange(String.class);
	}

	private ConfigurableApplicationContext server(String... properties) {
		return serverOf("localhost", properties);
	}

	private ConfigurableApplicationContext serverOf(String certificate, String... properties) {
		return this.apps.server(TestHandlers.class,
				with(new String[] { "spring.ssl.bundle.pem.web.keystore.certificate=" + file(certificate + ".crt"),
						"spring.ssl.bundle.pem.web.keystore.private-key=" + file(certificate + ".key"),
						"vstp.server.tcp.ssl.bundle=web" }, properties));
	}

	private static String[] trust() {
		return new String[] { "spring.ssl.bundle.pem.trust.truststore.certificate=" + file("ca.crt"),
				"vstp.client.destinations.peer.ssl.bundle=trust" };
	}

	private static String[] with(String[] properties, String... more) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	private static String file(String name) {
		return directory.resolve(name).toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class WhoAmI {

		@VstpHandler
		String name(Principal principal) {
			return principal.getName();
		}

	}

}
