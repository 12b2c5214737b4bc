package io.vstp.engine.guard;

/**
 * What the unfinished and the remembered messages of all peers of an endpoint may take
 * together. A peer is established once it has shown that it receives what is sent to its
 * address; all others together get a part only, since anybody can write any address into
 * a datagram. For one thread, but any may ask how much is taken.
 */
public final class ReassemblyBudget {

	private final Quota bytes;

	private final Quota reassemblies;

	private final Quota remembered;

	private final long maxBytesPerPeer;

	private final long maxBytesPerUnvalidatedPeer;

	/**
	 * Creates a budget.
	 * @param maxBytes how many bytes unfinished messages may take
	 * @param maxBytesPerPeer how many of them an established peer may have
	 * @param maxUnvalidatedBytes how many of them all other peers may have together
	 * @param maxBytesPerUnvalidatedPeer how many of them each of those may have
	 * @param maxReassemblies how many messages may be unfinished; half of them those of
	 * peers that are not established
	 * @param maxRemembered how many messages may be known again; half of them those of
	 * peers that are not established
	 */
	public ReassemblyBudget(long maxBytes, long maxBytesPerPeer, long maxUnvalidatedBytes,
			long maxBytesPerUnvalidatedPeer, int maxReassemblies, int maxRemembered) {
		this.bytes = new Quota(maxBytes, maxUnvalidatedBytes);
		this.reassemblies = new Quota(maxReassemblies, maxReassemblies / 2);
		this.remembered = new Quota(maxRemembered, maxRemembered / 2);
		this.maxBytesPerPeer = maxBytesPerPeer;
		this.maxBytesPerUnvalidatedPeer = maxBytesPerUnvalidatedPeer;
	}

	/**
	 * Returns the share of one more peer, which is not established.
	 * @return a new share, to be closed
	 */
	public PeerShare newShare() {
		return new PeerShare(this);
	}

	/**
	 * Returns how many bytes are taken, or kept free for the rest of messages that have
	 * begun to come.
	 * @return bytes
	 */
	public long bytes() {
		return this.bytes.used();
	}

	/**
	 * Returns how many bytes may be taken.
	 * @return bytes
	 */
	public long maxBytes() {
		return this.bytes.max();
	}

	/**
	 * Returns how many messages are unfinished.
	 * @return the number
	 */
	public int reassemblies() {
		return (int) this.reassemblies.used();
	}

	/**
	 * Returns how many messages may be unfinished.
	 * @return the number
	 */
	public int maxReassemblies() {
		return (int) this.reassemblies.max();
	}

	/**
	 * Returns how many messages are remembered.
	 * @return the number
	 */
	public int remembered() {
		return (int) this.remembered.used();
	}

	long maxBytesPerPeer(boolean newcomer) {
		return newcomer ? this.maxBytesPerUnvalidatedPeer : this.maxBytesPerPeer;
	}

	Quota bytesQuota() {
		return this.bytes;
	}

	Quota reassembliesQuota() {
		return this.reassemblies;
	}

	Quota rememberedQuota() {
		return this.remembered;
	}

}
