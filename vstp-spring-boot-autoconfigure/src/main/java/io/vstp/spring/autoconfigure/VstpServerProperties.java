package io.vstp.spring.autoconfigure;

import java.time.Duration;

import io.vstp.codec.CrcMode;
import io.vstp.server.ServerHandshake;
import io.vstp.transport.Ordering;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the VSTP server.
 */
@ConfigurationProperties("vstp.server")
public class VstpServerProperties {

	/**
	 * Whether to start a VSTP server when there are handlers.
	 */
	private boolean enabled = true;

	/**
	 * What to make of HELLO.
	 */
	private ServerHandshake handshake = ServerHandshake.OPTIONAL;

	/**
	 * How long a client may take for the TLS handshake, and for HELLO where that is
	 * required.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(10);

	/**
	 * After how much silence a client that said HELLO gets a PING; it is disconnected
	 * after two more such intervals. Zero for never.
	 */
	private Duration keepAlive = Duration.ofSeconds(30);

	/**
	 * How long a client may leave its replies unread before it is disconnected. Zero for
	 * no limit.
	 */
	private Duration writeTimeout = Duration.ofSeconds(60);

	/**
	 * How many frames of all sessions may be handed to handlers and not answered yet.
	 */
	private int maxInFlight = 16_384;

	/**
	 * How many bytes of all sessions may be handed to handlers and not answered yet;
	 * payload and headers count, and 256 for each frame.
	 */
	private DataSize maxInFlightBytes = DataSize.ofMegabytes(256);

	/**
	 * Which frames carry a CRC trailer over TCP; both ends must agree.
	 */
	private CrcMode crc = CrcMode.ALWAYS;

	private final Session session = new Session();

	private final WriteBuffer writeBuffer = new WriteBuffer();

	private final Limits limits = new Limits();

	@NestedConfigurationProperty
	private final VstpCompressionProperties compression = new VstpCompressionProperties();

	private final Executor executor = new Executor();

	@NestedConfigurationProperty
	private final VstpTcpServerProperties tcp = new VstpTcpServerProperties();

	@NestedConfigurationProperty
	private final VstpUdpServerProperties udp = new VstpUdpServerProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public ServerHandshake getHandshake() {
		return this.handshake;
	}

	public void setHandshake(ServerHandshake handshake) {
		this.handshake = handshake;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public int getMaxInFlight() {
		return this.maxInFlight;
	}

	public void setMaxInFlight(int maxInFlight) {
		this.maxInFlight = maxInFlight;
	}

	public DataSize getMaxInFlightBytes() {
		return this.maxInFlightBytes;
	}

	public void setMaxInFlightBytes(DataSize maxInFlightBytes) {
		this.maxInFlightBytes = maxInFlightBytes;
	}

	public CrcMode getCrc() {
		return this.crc;
	}

	public void setCrc(CrcMode crc) {
		this.crc = crc;
	}

	public Session getSession() {
		return this.session;
	}

	public WriteBuffer getWriteBuffer() {
		return this.writeBuffer;
	}

	public VstpCompressionProperties getCompression() {
		return this.compression;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public Executor getExecutor() {
		return this.executor;
	}

	public VstpTcpServerProperties getTcp() {
		return this.tcp;
	}

	public VstpUdpServerProperties getUdp() {
		return this.udp;
	}

	/**
	 * What one session may do.
	 */
	public static class Session {

		/**
		 * How many frames of one session may be handed to handlers and not answered yet;
		 * no more are read then.
		 */
		private int maxInFlight = 1_024;

		/**
		 * How many bytes of one session may be handed to handlers and not answered yet;
		 * payload and headers count, and 256 for each frame. A single frame is always
		 * accepted.
		 */
		private DataSize maxInFlightBytes = DataSize.ofMegabytes(16);

		/**
		 * Which frames of a session are handled one after the other.
		 */
		private Ordering ordering = Ordering.UNCORRELATED;

		/**
		 * How long a client may send nothing of a long payload that a handler reads while
		 * it comes in, before it is disconnected. Zero for no limit.
		 */
		private Duration payloadTimeout = Duration.ofSeconds(30);

		public int getMaxInFlight() {
			return this.maxInFlight;
		}

		public void setMaxInFlight(int maxInFlight) {
			this.maxInFlight = maxInFlight;
		}

		public DataSize getMaxInFlightBytes() {
			return this.maxInFlightBytes;
		}

		public void setMaxInFlightBytes(DataSize maxInFlightBytes) {
			this.maxInFlightBytes = maxInFlightBytes;
		}

		public Ordering getOrdering() {
			return this.ordering;
		}

		public void setOrdering(Ordering ordering) {
			this.ordering = ordering;
		}

		public Duration getPayloadTimeout() {
			return this.payloadTimeout;
		}

		public void setPayloadTimeout(Duration payloadTimeout) {
			this.payloadTimeout = payloadTimeout;
		}

	}

	/**
	 * What may wait to be sent.
	 */
	public static class WriteBuffer {

		/**
		 * How many bytes must be left waiting before a session that had stopped is read
		 * again.
		 */
		private DataSize lowWaterMark = DataSize.ofKilobytes(512);

		/**
		 * From how many waiting bytes on a session is not read any more.
		 */
		private DataSize highWaterMark = DataSize.ofMegabytes(1);

		/**
		 * How many bytes may wait to be sent before the session is closed.
		 */
		private DataSize maxPending = DataSize.ofMegabytes(64);

		public DataSize getLowWaterMark() {
			return this.lowWaterMark;
		}

		public void setLowWaterMark(DataSize lowWaterMark) {
			this.lowWaterMark = lowWaterMark;
		}

		public DataSize getHighWaterMark() {
			return this.highWaterMark;
		}

		public void setHighWaterMark(DataSize highWaterMark) {
			this.highWaterMark = highWaterMark;
		}

		public DataSize getMaxPending() {
			return this.maxPending;
		}

		public void setMaxPending(DataSize maxPending) {
			this.maxPending = maxPending;
		}

	}

	/**
	 * What a frame may measure.
	 */
	public static class Limits {

		/**
		 * Longest frame that is accepted and sent, with its preamble and trailer.
		 */
		private DataSize maxFrameSize = DataSize.ofMegabytes(8);

		/**
		 * Longest header section of a frame.
		 */
		private DataSize maxHeaderSize = DataSize.ofBytes(65535);

		/**
		 * Most headers of a frame.
		 */
		private int maxHeaders = 1_024;

		public DataSize getMaxFrameSize() {
			return this.maxFrameSize;
		}

		public void setMaxFrameSize(DataSize maxFrameSize) {
			this.maxFrameSize = maxFrameSize;
		}

		public DataSize getMaxHeaderSize() {
			return this.maxHeaderSize;
		}

		public void setMaxHeaderSize(DataSize maxHeaderSize) {
			this.maxHeaderSize = maxHeaderSize;
		}

		public int getMaxHeaders() {
			return this.maxHeaders;
		}

		public void setMaxHeaders(int maxHeaders) {
			this.maxHeaders = maxHeaders;
		}

	}

	/**
	 * What runs the handlers.
	 */
	public static class Executor {

		/**
		 * How many threads run handlers at the most; by default four for each core and at
		 * least eight. Without effect on virtual threads.
		 */
		private @Nullable Integer poolSize;

		public @Nullable Integer getPoolSize() {
			return this.poolSize;
		}

		public void setPoolSize(@Nullable Integer poolSize) {
			this.poolSize = poolSize;
		}

	}

}
