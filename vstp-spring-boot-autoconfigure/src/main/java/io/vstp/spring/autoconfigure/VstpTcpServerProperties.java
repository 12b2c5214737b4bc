package io.vstp.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the VSTP server over TCP, under {@code vstp.server.tcp}.
 */
public class VstpTcpServerProperties {

	/**
	 * Whether to listen on TCP.
	 */
	private boolean enabled = true;

	/**
	 * TCP port to listen on. Zero takes a free one.
	 */
	private int port = 6_969;

	/**
	 * Address to listen on; by default all of them.
	 */
	private @Nullable InetAddress address;

	/**
	 * After how much silence a client that has not said HELLO is disconnected. Zero for
	 * never.
	 */
	private Duration idleTimeout = Duration.ZERO;

	/**
	 * How many connections there may be at a time; further ones are closed at once.
	 */
	private int maxConnections = 10_000;

	private final Ssl ssl = new Ssl();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	/**
	 * TLS of the server.
	 */
	public static class Ssl {

		/**
		 * Whether to speak TLS; by default where a bundle is named.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Name of the SSL bundle with the server's certificate and key.
		 */
		private @Nullable String bundle;

		/**
		 * Whether clients show a certificate.
		 */
		private ClientAuth clientAuth = ClientAuth.NONE;

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

		public ClientAuth getClientAuth() {
			return this.clientAuth;
		}

		public void setClientAuth(ClientAuth clientAuth) {
			this.clientAuth = clientAuth;
		}

	}

	/**
	 * Whether clients show a certificate.
	 */
	public enum ClientAuth {

		/** No certificate is asked for. */
		NONE,

		/** A certificate is asked for, and may be missing. */
		WANT,

		/** No connection without a certificate. */
		NEED

	}

}
