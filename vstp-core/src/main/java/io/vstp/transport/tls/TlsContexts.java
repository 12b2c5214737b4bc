package io.vstp.transport.tls;

import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.vstp.frame.VstpException;
import org.jspecify.annotations.Nullable;

/**
 * TLS contexts for servers and clients: TLS 1.3 unless protocols are named.
 */
public final class TlsContexts {

	private static final String[] DEFAULT_PROTOCOLS = { "TLSv1.3" };

	private TlsContexts() {
	}

	/**
	 * Returns a context for a server.
	 * @param keys the server's certificate and key
	 * @param trust whom to trust where client certificates are wanted, or {@code null}
	 * for the JDK's list
	 * @param clientAuth whether clients show a certificate
	 * @param protocols which versions to speak, or {@code null} for TLS 1.3
	 * @param ciphers which cipher suites to use, or {@code null} for the JDK's choice
	 * @return the context
	 * @throws VstpException if TLS cannot be set up like that
	 */
	public static SslContext server(KeyManagerFactory keys, @Nullable TrustManagerFactory trust, ClientAuth clientAuth,
			String @Nullable [] protocols, String @Nullable [] ciphers) {
		return build(SslContextBuilder.forServer(keys).trustManager(trust).clientAuth(clientAuth), protocols, ciphers);
	}

	/**
	 * Returns a context for a client. The server's name is checked against its
	 * certificate.
	 * @param keys the client's certificate and key, or {@code null} for none
	 * @param trust whom to trust, or {@code null} for the JDK's list
	 * @param protocols which versions to speak, or {@code null} for TLS 1.3
	 * @param ciphers which cipher suites to use, or {@code null} for the JDK's choice
	 * @return the context
	 * @throws VstpException if TLS cannot be set up like that
	 */
	public static SslContext client(@Nullable KeyManagerFactory keys, @Nullable TrustManagerFactory trust,
			String @Nullable [] protocols, String @Nullable [] ciphers) {
		SslContextBuilder builder = SslContextBuilder.forClient()
			.trustManager(trust)
			.endpointIdentificationAlgorithm("HTTPS");
		if (keys != null) {
			builder.keyManager(keys);
		}
		return build(builder, protocols, ciphers);
	}

	private static SslContext build(SslContextBuilder builder, String @Nullable [] protocols,
			String @Nullable [] ciphers) {
		try {
			builder.protocols((protocols != null) ? protocols : DEFAULT_PROTOCOLS);
			return builder.ciphers((ciphers != null) ? List.of(ciphers) : null).build();
		}
		catch (SSLException | IllegalArgumentException ex) {
			throw new VstpException("TLS cannot be set up: " + ex.getMessage(), ex);
		}
	}

}
