package io.vstp.transport;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a server does about the many that may send datagrams to it. Immutable;
 * {@link #mutate()} makes variants.
 */
public final class UdpListenerOptions {

	/** The defaults, as the {@link Builder}'s methods state them. */
	public static final UdpListenerOptions DEFAULTS = new Builder().build();

	private final Builder values;

	private UdpListenerOptions(Builder values) {
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

	public InetSocketAddress bindAddress() {
		return this.values.bindAddress;
	}

	public UdpOptions datagrams() {
		return this.values.datagrams;
	}

	public Duration idleTimeout() {
		return this.values.idleTimeout;
	}

	public int maxPeers() {
		return this.values.maxPeers;
	}

	public int maxUnvalidatedPeers() {
		return this.values.maxUnvalidatedPeers;
	}

	public int amplificationFactor() {
		return this.values.amplificationFactor;
	}

	public long maxReassemblyBytes() {
		return this.values.maxReassemblyBytes;
	}

	public long maxReassemblyBytesPerPeer() {
		return this.values.maxReassemblyBytesPerPeer;
	}

	public long maxUnvalidatedBytes() {
		return this.values.maxUnvalidatedBytes;
	}

	public long maxUnvalidatedBytesPerPeer() {
		return this.values.maxUnvalidatedBytesPerPeer;
	}

	public int maxUnvalidatedInFlight() {
		return this.values.maxUnvalidatedInFlight;
	}

	public int maxReassemblies() {
		return this.values.maxReassemblies;
	}

	public int maxRemembered() {
		return this.values.maxRemembered;
	}

	/**
	 * Puts {@link UdpListenerOptions} together.
	 */
	public static final class Builder {

		private InetSocketAddress bindAddress = new InetSocketAddress(6969);

		private UdpOptions datagrams = UdpOptions.DEFAULTS;

		private Duration idleTimeout = Duration.ofSeconds(60);

		private int maxPeers = 10_000;

		private int maxUnvalidatedPeers = 2_000;

		private int amplificationFactor = 3;

		private long maxReassemblyBytes = 256L * 1024 * 1024;

		private long maxReassemblyBytesPerPeer = 128L * 1024 * 1024;

		private long maxUnvalidatedBytes = 32L * 1024 * 1024;

		private long maxUnvalidatedBytesPerPeer = 640L * 1024;

		private int maxUnvalidatedInFlight = 256;

		private int maxReassemblies = 4_096;

		private int maxRemembered = 1_000_000;

		private Builder() {
		}

		private Builder(Builder other) {
			this.bindAddress = other.bindAddress;
			this.datagrams = other.datagrams;
			this.idleTimeout = other.idleTimeout;
			this.maxPeers = other.maxPeers;
			this.maxUnvalidatedPeers = other.maxUnvalidatedPeers;
			this.amplificationFactor = other.amplificationFactor;
			this.maxReassemblyBytes = other.maxReassemblyBytes;
			this.maxReassemblyBytesPerPeer = other.maxReassemblyBytesPerPeer;
			this.maxUnvalidatedBytes = other.maxUnvalidatedBytes;
			this.maxUnvalidatedBytesPerPeer = other.maxUnvalidatedBytesPerPeer;
			this.maxUnvalidatedInFlight = other.maxUnvalidatedInFlight;
			this.maxReassemblies = other.maxReassemblies;
			this.maxRemembered = other.maxRemembered;
		}

		/**
		 * Sets where to listen; default port 6969 on all addresses. Port 0 takes a free
		 * one.
		 * @param bindAddress the address
		 * @return this builder
		 */
		public Builder bindAddress(InetSocketAddress bindAddress) {
			this.bindAddress = bindAddress;
			return this;
		}

		/**
		 * Sets how frames are carried; default {@link UdpOptions#DEFAULTS}.
		 * @param datagrams the options
		 * @return this builder
		 */
		public Builder datagrams(UdpOptions datagrams) {
			this.datagrams = datagrams;
			return this;
		}

		/**
		 * Sets after how much silence a peer is forgotten. Default 60 s.
		 * @param idleTimeout the timeout
		 * @return this builder
		 */
		public Builder idleTimeout(Duration idleTimeout) {
			this.idleTimeout = Checks.positive("idleTimeout", idleTimeout);
			return this;
		}

		/**
		 * Sets how many peers there may be at a time. Default 10,000.
		 * @param maxPeers the number
		 * @return this builder
		 */
		public Builder maxPeers(int maxPeers) {
			this.maxPeers = Checks.positive("maxPeers", maxPeers);
			return this;
		}

		/**
		 * Sets how many of them may be such whose address has not been validated; where
		 * there are more, the ones that were silent longest are forgotten. Default 2,000.
		 * @param maxUnvalidatedPeers the number
		 * @return this builder
		 */
		public Builder maxUnvalidatedPeers(int maxUnvalidatedPeers) {
			this.maxUnvalidatedPeers = Checks.positive("maxUnvalidatedPeers", maxUnvalidatedPeers);
			return this;
		}

		/**
		 * Sets how many bytes an address gets for each byte that came from it, until it
		 * has been validated. Default 3.
		 * @param amplificationFactor the factor
		 * @return this builder
		 */
		public Builder amplificationFactor(int amplificationFactor) {
			this.amplificationFactor = Checks.positive("amplificationFactor", amplificationFactor);
			return this;
		}

		/**
		 * Sets how many bytes the unfinished messages of all validated peers may take.
		 * Default 256 MiB.
		 * @param maxReassemblyBytes bytes
		 * @return this builder
		 */
		public Builder maxReassemblyBytes(long maxReassemblyBytes) {
			this.maxReassemblyBytes = Checks.positive("maxReassemblyBytes", maxReassemblyBytes);
			return this;
		}

		/**
		 * Sets how many bytes the unfinished messages of one validated peer may take.
		 * Default 128 MiB.
		 * @param maxReassemblyBytesPerPeer bytes
		 * @return this builder
		 */
		public Builder maxReassemblyBytesPerPeer(long maxReassemblyBytesPerPeer) {
			this.maxReassemblyBytesPerPeer = Checks.positive("maxReassemblyBytesPerPeer", maxReassemblyBytesPerPeer);
			return this;
		}

		/**
		 * Sets how many bytes the unfinished messages of all peers may take whose address
		 * has not been validated. Default 32 MiB.
		 * @param maxUnvalidatedBytes bytes
		 * @return this builder
		 */
		public Builder maxUnvalidatedBytes(long maxUnvalidatedBytes) {
			this.maxUnvalidatedBytes = Checks.positive("maxUnvalidatedBytes", maxUnvalidatedBytes);
			return this;
		}

		/**
		 * Sets how many bytes the unfinished messages of one such peer may take. Default
		 * 640 KiB, which is what 255 fragments of a part-1 peer can have.
		 * @param maxUnvalidatedBytesPerPeer bytes
		 * @return this builder
		 */
		public Builder maxUnvalidatedBytesPerPeer(long maxUnvalidatedBytesPerPeer) {
			this.maxUnvalidatedBytesPerPeer = Checks.positive("maxUnvalidatedBytesPerPeer", maxUnvalidatedBytesPerPeer);
			return this;
		}

		/**
		 * Sets how many frames of all peers may be in flight whose address has not been
		 * validated, lest they take the places of others. Default 256.
		 * @param maxUnvalidatedInFlight the number
		 * @return this builder
		 */
		public Builder maxUnvalidatedInFlight(int maxUnvalidatedInFlight) {
			this.maxUnvalidatedInFlight = Checks.positive("maxUnvalidatedInFlight", maxUnvalidatedInFlight);
			return this;
		}

		/**
		 * Sets how many messages of all peers may be unfinished. Default 4,096.
		 * @param maxReassemblies the number
		 * @return this builder
		 */
		public Builder maxReassemblies(int maxReassemblies) {
			this.maxReassemblies = Checks.positive("maxReassemblies", maxReassemblies);
			return this;
		}

		/**
		 * Sets how many messages of all peers are known again. Default 1,000,000.
		 * @param maxRemembered the number
		 * @return this builder
		 */
		public Builder maxRemembered(int maxRemembered) {
			this.maxRemembered = Checks.positive("maxRemembered", maxRemembered);
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 */
		public UdpListenerOptions build() {
			return new UdpListenerOptions(new Builder(this));
		}

	}

}
