package io.vstp.spring.autoconfigure;

import java.time.Duration;

import io.vstp.client.ClientHandshake;
import io.vstp.client.TransportChoice;
import io.vstp.codec.CrcMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the connection to a VSTP server. What is not set keeps the value that it
 * has without: that of {@code vstp.client.defaults} for a destination, and that of
 * {@link io.vstp.client.VstpClientOptions} for the defaults.
 */
public class VstpConnectionProperties {

	/**
	 * What carries the frames. An SSL bundle, or TLS that is enabled, together with
	 * anything but TCP stops the start.
	 */
	private @Nullable TransportChoice transport;

	/**
	 * Whether to say HELLO.
	 */
	private @Nullable ClientHandshake handshake;

	/**
	 * How long to wait for WELCOME.
	 */
	private @Nullable Duration handshakeTimeout;

	/**
	 * Name by which HELLO introduces the client.
	 */
	private @Nullable String clientId;

	/**
	 * What HELLO shows as proof of the client's identity.
	 */
	private @Nullable String authToken;

	/**
	 * How long connecting to one address, and then its TLS handshake, may take each.
	 */
	private @Nullable Duration connectTimeout;

	/**
	 * How long a call may take that names no timeout of its own.
	 */
	private @Nullable Duration callTimeout;

	/**
	 * After how much silence a server that said WELCOME gets a PING; it is disconnected
	 * after two more such intervals. Zero for never.
	 */
	private @Nullable Duration keepAlive;

	/**
	 * How many calls may be open at a time; further ones are refused.
	 */
	private @Nullable Integer maxOpenCalls;

	/**
	 * Which frames carry a CRC trailer over TCP; both ends must agree.
	 */
	private @Nullable CrcMode crc;

	/**
	 * How many connections there may be at a time; over UDP, how many ports.
	 */
	private @Nullable Integer connections;

	@NestedConfigurationProperty
	private final VstpRetryProperties retry = new VstpRetryProperties();

	private final Reconnect reconnect = new Reconnect();

	private final Limits limits = new Limits();

	@NestedConfigurationProperty
	private final VstpCompressionProperties compression = new VstpCompressionProperties();

	@NestedConfigurationProperty
	private final VstpAutoProperties auto = new VstpAutoProperties();

	@NestedConfigurationProperty
	private final VstpUdpConnectionProperties udp = new VstpUdpConnectionProperties();

	private final Ssl ssl = new Ssl();

	public @Nullable TransportChoice getTransport() {
		return this.transport;
	}

	public void setTransport(@Nullable TransportChoice transport) {
		this.transport = transport;
	}

	public @Nullable ClientHandshake getHandshake() {
		return this.handshake;
	}

	public void setHandshake(@Nullable ClientHandshake handshake) {
		this.handshake = handshake;
	}

	public @Nullable Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(@Nullable Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public @Nullable String getClientId() {
		return this.clientId;
	}

	public void setClientId(@Nullable String clientId) {
		this.clientId = clientId;
	}

	public @Nullable String getAuthToken() {
		return this.authToken;
	}

	public void setAuthToken(@Nullable String authToken) {
		this.authToken = authToken;
	}

	public @Nullable Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(@Nullable Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public @Nullable Duration getCallTimeout() {
		return this.callTimeout;
	}

	public void setCallTimeout(@Nullable Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	public @Nullable Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(@Nullable Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public @Nullable Integer getMaxOpenCalls() {
		return this.maxOpenCalls;
	}

	public void setMaxOpenCalls(@Nullable Integer maxOpenCalls) {
		this.maxOpenCalls = maxOpenCalls;
	}

	public @Nullable CrcMode getCrc() {
		return this.crc;
	}

	public void setCrc(@Nullable CrcMode crc) {
		this.crc = crc;
	}

	public @Nullable Integer getConnections() {
		return this.connections;
	}

	public void setConnections(@Nullable Integer connections) {
		this.connections = connections;
	}

	public VstpRetryProperties getRetry() {
		return this.retry;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public VstpCompressionProperties getCompression() {
		return this.compression;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public VstpAutoProperties getAuto() {
		return this.auto;
	}

	public VstpUdpConnectionProperties getUdp() {
		return this.udp;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	/**
	 * How long to wait between attempts to connect.
	 */
	public static class Reconnect {

		/**
		 * How long to wait after the first failed attempt to connect; twice as long after
		 * each further one.
		 */
		private @Nullable Duration initialDelay;

		/**
		 * Longest time to wait between attempts to connect.
		 */
		private @Nullable Duration maxDelay;

		/**
		 * Which part of the delay is random, from 0 to 1.
		 */
		private @Nullable Double jitter;

		public @Nullable Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(@Nullable Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public @Nullable Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(@Nullable Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public @Nullable Double getJitter() {
			return this.jitter;
		}

		public void setJitter(@Nullable Double jitter) {
			this.jitter = jitter;
		}

	}

	/**
	 * What a frame may measure.
	 */
	public static class Limits {

		/**
		 * Longest frame that is accepted and sent, with its preamble and trailer.
		 */
		private @Nullable DataSize maxFrameSize;

		/**
		 * Longest header section of a frame.
		 */
		private @Nullable DataSize maxHeaderSize;

		/**
		 * Most headers of a frame.
		 */
		private @Nullable Integer maxHeaders;

		public @Nullable DataSize getMaxFrameSize() {
			return this.maxFrameSize;
		}

		public void setMaxFrameSize(@Nullable DataSize maxFrameSize) {
			this.maxFrameSize = maxFrameSize;
		}

		public @Nullable DataSize getMaxHeaderSize() {
			return this.maxHeaderSize;
		}

		public void setMaxHeaderSize(@Nullable DataSize maxHeaderSize) {
			this.maxHeaderSize = maxHeaderSize;
		}

		public @Nullable Integer getMaxHeaders() {
			return this.maxHeaders;
		}

		public void setMaxHeaders(@Nullable Integer maxHeaders) {
			this.maxHeaders = maxHeaders;
		}

	}

	/**
	 * TLS of the client.
	 */
	public static class Ssl {

		/**
		 * Whether to speak TLS; by default where a bundle is named. Without a bundle the
		 * certificates that the JDK trusts count.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Name of the SSL bundle with the certificates to trust and, where the server
		 * asks for it, the client's own.
		 */
		private @Nullable String bundle;

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

	}

}
