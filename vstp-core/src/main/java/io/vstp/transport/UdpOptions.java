package io.vstp.transport;

import java.time.Duration;

/**
 * How frames are carried by UDP datagrams, on both ends (docs/protocol.md, "UDP").
 * Immutable; {@link #mutate()} makes variants.
 */
public final class UdpOptions {

	/** The defaults, as the {@link Builder}'s methods state them. */
	public static final UdpOptions DEFAULTS = new Builder().build();

	private final Builder values;

	private UdpOptions(Builder values) {
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

	public int maxDatagram() {
		return this.values.maxDatagram;
	}

	public int maxMessage() {
		return this.values.maxMessage;
	}

	public int maxFragments() {
		return this.values.maxFragments;
	}

	public int maxRetries() {
		return this.values.maxRetries;
	}

	public Duration retryDelay() {
		return this.values.retryDelay;
	}

	public Duration maxRetryDelay() {
		return this.values.maxRetryDelay;
	}

	public Duration ackTimeout() {
		return this.values.ackTimeout;
	}

	public double jitter() {
		return this.values.jitter;
	}

	public boolean useCrc() {
		return this.values.useCrc;
	}

	public boolean allowFragments() {
		return this.values.allowFragments;
	}

	public int maxUnacknowledged() {
		return this.values.maxUnacknowledged;
	}

	public Duration stallTimeout() {
		return this.values.stallTimeout;
	}

	public Duration reassemblyTimeout() {
		return this.values.reassemblyTimeout;
	}

	public int maxReassemblies() {
		return this.values.maxReassemblies;
	}

	public Duration dedupWindow() {
		return this.values.dedupWindow;
	}

	public int maxRemembered() {
		return this.values.maxRemembered;
	}

	public int socketBuffer() {
		return this.values.socketBuffer;
	}

	/**
	 * Puts {@link UdpOptions} together.
	 */
	public static final class Builder {

		private int maxDatagram = 1_200;

		private int maxMessage = 100 * 1024 * 1024;

		private int maxFragments = 262_144;

		private int maxRetries = 3;

		private Duration retryDelay = Duration.ofMillis(100);

		private Duration maxRetryDelay = Duration.ofSeconds(5);

		private Duration ackTimeout = Duration.ofSeconds(2);

		private double jitter = 0.25;

		private boolean useCrc = true;

		private boolean allowFragments = true;

		private int maxUnacknowledged = 256;

		private Duration stallTimeout = Duration.ofSeconds(10);

		private Duration reassemblyTimeout = Duration.ofSeconds(30);

		private int maxReassemblies = 64;

		private Duration dedupWindow = Duration.ofSeconds(60);

		private int maxRemembered = 16_384;

		private int socketBuffer = 4 * 1024 * 1024;

		private Builder() {
		}

		private Builder(Builder other) {
			this.maxDatagram = other.maxDatagram;
			this.maxMessage = other.maxMessage;
			this.maxFragments = other.maxFragments;
			this.maxRetries = other.maxRetries;
			this.retryDelay = other.retryDelay;
			this.maxRetryDelay = other.maxRetryDelay;
			this.ackTimeout = other.ackTimeout;
			this.jitter = other.jitter;
			this.useCrc = other.useCrc;
			this.allowFragments = other.allowFragments;
			this.maxUnacknowledged = other.maxUnacknowledged;
			this.stallTimeout = other.stallTimeout;
			this.reassemblyTimeout = other.reassemblyTimeout;
			this.maxReassemblies = other.maxReassemblies;
			this.dedupWindow = other.dedupWindow;
			this.maxRemembered = other.maxRemembered;
			this.socketBuffer = other.socketBuffer;
		}

		/**
		 * Sets how long a datagram may be that is sent; longer frames go out in
		 * fragments. Default 1,200 bytes, which passes nearly every network; 256 to
		 * 65,507. Datagrams that come in may have any length.
		 * @param maxDatagram bytes
		 * @return this builder
		 */
		public Builder maxDatagram(int maxDatagram) {
			this.maxDatagram = Checks.range("maxDatagram", maxDatagram, 256, 65_507);
			return this;
		}

		/**
		 * Sets how long the payload of a message may be, sent or received. Default 100
		 * MiB.
		 * @param maxMessage bytes
		 * @return this builder
		 */
		public Builder maxMessage(int maxMessage) {
			this.maxMessage = Checks.positive("maxMessage", maxMessage);
			return this;
		}

		/**
		 * Sets how many fragments a message may have that comes in. Default 262,144.
		 * @param maxFragments the number
		 * @return this builder
		 */
		public Builder maxFragments(int maxFragments) {
			this.maxFragments = Checks.positive("maxFragments", maxFragments);
			return this;
		}

		/**
		 * Sets how often a frame that wants an ACK is sent again. Default 3.
		 * @param maxRetries the number, 0 for never
		 * @return this builder
		 */
		public Builder maxRetries(int maxRetries) {
			this.maxRetries = Checks.notNegative("maxRetries", maxRetries);
			return this;
		}

		/**
		 * Sets after how long without an ACK a frame is sent again for the first time;
		 * twice as long after each further time, and never sooner than the round trip
		 * takes that was measured. Default 100 ms.
		 * @param retryDelay the delay
		 * @return this builder
		 */
		public Builder retryDelay(Duration retryDelay) {
			this.retryDelay = Checks.positive("retryDelay", retryDelay);
			return this;
		}

		/**
		 * Sets how long to wait at the most before a frame is sent again. Default 5 s.
		 * @param maxRetryDelay the delay
		 * @return this builder
		 */
		public Builder maxRetryDelay(Duration maxRetryDelay) {
			this.maxRetryDelay = Checks.positive("maxRetryDelay", maxRetryDelay);
			return this;
		}

		/**
		 * Sets how long the ACK may take after a frame was sent for the last time.
		 * Default 2 s.
		 * @param ackTimeout the timeout
		 * @return this builder
		 */
		public Builder ackTimeout(Duration ackTimeout) {
			this.ackTimeout = Checks.positive("ackTimeout", ackTimeout);
			return this;
		}

		/**
		 * Sets which part of a delay may be added to it by chance, so that many peers do
		 * not send again at the same moment. Default 0.25.
		 * @param jitter the part, 0 to 1
		 * @return this builder
		 */
		public Builder jitter(double jitter) {
			this.jitter = Checks.share("jitter", jitter);
			return this;
		}

		/**
		 * Sets whether datagrams that are sent end with a CRC; part-1 peers insist on it.
		 * A datagram that comes in tells by its length whether it has one. Default on.
		 * @param useCrc whether they do
		 * @return this builder
		 */
		public Builder useCrc(boolean useCrc) {
			this.useCrc = useCrc;
			return this;
		}

		/**
		 * Sets whether messages that do not fit into a datagram are sent in fragments, or
		 * refused. Default on.
		 * @param allowFragments whether they are sent
		 * @return this builder
		 */
		public Builder allowFragments(boolean allowFragments) {
			this.allowFragments = allowFragments;
			return this;
		}

		/**
		 * Sets how many frames that fit into a datagram may be under way to one peer
		 * without their ACK; further ones wait. Default 256.
		 * @param maxUnacknowledged the number
		 * @return this builder
		 */
		public Builder maxUnacknowledged(int maxUnacknowledged) {
			this.maxUnacknowledged = Checks.positive("maxUnacknowledged", maxUnacknowledged);
			return this;
		}

		/**
		 * Sets after how long without any progress a long message is given up. Default 10
		 * s.
		 * @param stallTimeout the timeout
		 * @return this builder
		 */
		public Builder stallTimeout(Duration stallTimeout) {
			this.stallTimeout = Checks.positive("stallTimeout", stallTimeout);
			return this;
		}

		/**
		 * Sets after how long without a new fragment an unfinished message is dropped.
		 * Default 30 s.
		 * @param reassemblyTimeout the timeout
		 * @return this builder
		 */
		public Builder reassemblyTimeout(Duration reassemblyTimeout) {
			this.reassemblyTimeout = Checks.positive("reassemblyTimeout", reassemblyTimeout);
			return this;
		}

		/**
		 * Sets how many messages of one peer may be unfinished. Default 64.
		 * @param maxReassemblies the number
		 * @return this builder
		 */
		public Builder maxReassemblies(int maxReassemblies) {
			this.maxReassemblies = Checks.positive("maxReassemblies", maxReassemblies);
			return this;
		}

		/**
		 * Sets for how long a message is known again that was acknowledged. Must be
		 * longer than a peer goes on sending it. Default 60 s.
		 * @param dedupWindow the time
		 * @return this builder
		 */
		public Builder dedupWindow(Duration dedupWindow) {
			this.dedupWindow = Checks.positive("dedupWindow", dedupWindow);
			return this;
		}

		/**
		 * Sets how many messages of one peer are known again; the oldest are forgotten
		 * first. Default 16,384.
		 * @param maxRemembered the number
		 * @return this builder
		 */
		public Builder maxRemembered(int maxRemembered) {
			this.maxRemembered = Checks.positive("maxRemembered", maxRemembered);
			return this;
		}

		/**
		 * Sets how large the buffers of the socket should be; the operating system may
		 * give less. Default 4 MiB.
		 * @param socketBuffer bytes
		 * @return this builder
		 */
		public Builder socketBuffer(int socketBuffer) {
			this.socketBuffer = Checks.positive("socketBuffer", socketBuffer);
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 */
		public UdpOptions build() {
			return new UdpOptions(new Builder(this));
		}

	}

}
