package io.vstp.transport;

import java.time.Duration;

import io.vstp.codec.CrcMode;
import io.vstp.frame.FrameLimits;

/**
 * What holds for each session, on both ends. Immutable; {@link #mutate()} makes variants.
 */
public final class SessionOptions {

	/** The defaults, as the {@link Builder}'s methods state them. */
	public static final SessionOptions DEFAULTS = new Builder().build();

	private final Builder values;

	private SessionOptions(Builder values) {
		this.values = values;
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder that starts with these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.values);
	}

	public FrameLimits limits() {
		return this.values.limits;
	}

	public CrcMode crcMode() {
		return this.values.crcMode;
	}

	public Duration keepAlive() {
		return this.values.keepAlive;
	}

	public Duration writeTimeout() {
		return this.values.writeTimeout;
	}

	public Duration payloadTimeout() {
		return this.values.payloadTimeout;
	}

	public int lowWaterMark() {
		return this.values.lowWaterMark;
	}

	public int highWaterMark() {
		return this.values.highWaterMark;
	}

	public long maxPendingWrite() {
		return this.values.maxPendingWrite;
	}

	public int maxInFlight() {
		return this.values.maxInFlight;
	}

	public long maxInFlightBytes() {
		return this.values.maxInFlightBytes;
	}

	public Ordering ordering() {
		return this.values.ordering;
	}

	public CompressionOptions compression() {
		return this.values.compression;
	}

	/**
	 * Puts {@link SessionOptions} together.
	 */
	public static final class Builder {

		private FrameLimits limits = FrameLimits.DEFAULTS;

		private CrcMode crcMode = CrcMode.ALWAYS;

		private Duration keepAlive = Duration.ofSeconds(30);

		private Duration writeTimeout = Duration.ofSeconds(60);

		private Duration payloadTimeout = Duration.ofSeconds(30);

		private int lowWaterMark = 512 * 1024;

		private int highWaterMark = 1024 * 1024;

		private long maxPendingWrite = 64L * 1024 * 1024;

		private int maxInFlight = 1024;

		private long maxInFlightBytes = 16L * 1024 * 1024;

		private Ordering ordering = Ordering.UNCORRELATED;

		private CompressionOptions compression = CompressionOptions.NONE;

		private Builder() {
		}

		private Builder(Builder other) {
			this.limits = other.limits;
			this.crcMode = other.crcMode;
			this.keepAlive = other.keepAlive;
			this.writeTimeout = other.writeTimeout;
			this.payloadTimeout = other.payloadTimeout;
			this.lowWaterMark = other.lowWaterMark;
			this.highWaterMark = other.highWaterMark;
			this.maxPendingWrite = other.maxPendingWrite;
			this.maxInFlight = other.maxInFlight;
			this.maxInFlightBytes = other.maxInFlightBytes;
			this.ordering = other.ordering;
			this.compression = other.compression;
		}

		/**
		 * Sets what a frame may measure; default {@link FrameLimits#DEFAULTS}.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder limits(FrameLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets when a frame carries a CRC trailer; default {@link CrcMode#ALWAYS}.
		 * @param crcMode the mode
		 * @return this builder
		 */
		public Builder crcMode(CrcMode crcMode) {
			this.crcMode = crcMode;
			return this;
		}

		/**
		 * Sets after how much silence a greeted peer gets a PING; after two more such
		 * intervals without a byte the session is closed. Default 30 s; 0 for never.
		 * @param keepAlive the interval
		 * @return this builder
		 */
		public Builder keepAlive(Duration keepAlive) {
			this.keepAlive = Checks.notNegative("keepAlive", keepAlive);
			return this;
		}

		/**
		 * Sets for how long the operating system may take nothing of what is sent to a
		 * peer, while more than the high-water mark is waiting, before the session is
		 * closed. It takes more only once the peer has read a good part of what it holds,
		 * which can be some MB: with the default of 60 s, who reads less than about 25 KB
		 * a second counts as not reading. 0 for ever.
		 * @param writeTimeout the timeout
		 * @return this builder
		 */
		public Builder writeTimeout(Duration writeTimeout) {
			this.writeTimeout = Checks.notNegative("writeTimeout", writeTimeout);
			return this;
		}

		/**
		 * Sets for how long a peer may send nothing of a payload that a handler is
		 * reading while it comes in, before the session is closed. Default 30 s; 0 for
		 * ever.
		 * @param payloadTimeout the timeout
		 * @return this builder
		 */
		public Builder payloadTimeout(Duration payloadTimeout) {
			this.payloadTimeout = Checks.notNegative("payloadTimeout", payloadTimeout);
			return this;
		}

		/**
		 * Sets between how many waiting bytes the session counts as not writable. While
		 * it is not, no further frames of the peer are handled or read. Default 512 KiB
		 * and 1 MiB.
		 * @param low below which it is writable again
		 * @param high above which it is not
		 * @return this builder
		 */
		public Builder waterMarks(int low, int high) {
			this.lowWaterMark = Checks.positive("lowWaterMark", low);
			if (high < low) {
				throw new IllegalArgumentException(
						"highWaterMark must be at least lowWaterMark (%d), but is %d".formatted(low, high));
			}
			this.highWaterMark = high;
			return this;
		}

		/**
		 * Sets how many bytes may wait to be sent. What comes on top is refused; a
		 * server's session is closed then. Default 64 MiB.
		 * @param maxPendingWrite bytes
		 * @return this builder
		 */
		public Builder maxPendingWrite(long maxPendingWrite) {
			this.maxPendingWrite = Checks.positive("maxPendingWrite", maxPendingWrite);
			return this;
		}

		/**
		 * Sets how many frames of the peer may be in flight, that is handed to the
		 * application and not answered yet. Default 1,024.
		 * @param maxInFlight frames
		 * @return this builder
		 */
		public Builder maxInFlight(int maxInFlight) {
			this.maxInFlight = Checks.positive("maxInFlight", maxInFlight);
			return this;
		}

		/**
		 * Sets how many bytes of the peer may be in flight: payload, headers and 256 for
		 * each frame. A single frame is always accepted. Default 16 MiB.
		 * @param maxInFlightBytes bytes
		 * @return this builder
		 */
		public Builder maxInFlightBytes(long maxInFlightBytes) {
			this.maxInFlightBytes = Checks.positive("maxInFlightBytes", maxInFlightBytes);
			return this;
		}

		/**
		 * Sets in which order frames are handled; default {@link Ordering#UNCORRELATED}.
		 * @param ordering the order
		 * @return this builder
		 */
		public Builder ordering(Ordering ordering) {
			this.ordering = ordering;
			return this;
		}

		/**
		 * Sets how payloads are compressed, where the peer takes it; default
		 * {@link CompressionOptions#NONE}.
		 * @param compression the options
		 * @return this builder
		 */
		public Builder compression(CompressionOptions compression) {
			this.compression = compression;
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 */
		public SessionOptions build() {
			return new SessionOptions(new Builder(this));
		}

	}

}
