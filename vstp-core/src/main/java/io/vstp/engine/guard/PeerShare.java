package io.vstp.engine.guard;

/**
 * What one peer has of a {@link ReassemblyBudget}. For one thread.
 */
public final class PeerShare {

	private final ReassemblyBudget budget;

	private long bytes;

	private int reassemblies;

	private int remembered;

	private boolean newcomer = true;

	PeerShare(ReassemblyBudget budget) {
		this.budget = budget;
	}

	/**
	 * The peer is established from now on.
	 */
	public void establish() {
		if (this.newcomer) {
			this.newcomer = false;
			this.budget.bytesQuota().establish(this.bytes);
			this.budget.reassembliesQuota().establish(this.reassemblies);
			this.budget.rememberedQuota().establish(this.remembered);
		}
	}

	/**
	 * Says whether the peer is established.
	 * @return whether it is
	 */
	public boolean isEstablished() {
		return !this.newcomer;
	}

	/**
	 * Takes room for bytes.
	 * @param amount how many
	 * @return whether there is room
	 */
	public boolean tryTakeBytes(long amount) {
		if (amount > availableBytes() || !this.budget.bytesQuota().tryTake(amount, this.newcomer)) {
			return false;
		}
		this.bytes += amount;
		return true;
	}

	/**
	 * Gives room for bytes back.
	 * @param amount how many
	 */
	public void giveBackBytes(long amount) {
		this.bytes -= amount;
		this.budget.bytesQuota().giveBack(amount, this.newcomer);
	}

	/**
	 * Returns for how many bytes there is room now.
	 * @return bytes
	 */
	public long availableBytes() {
		long own = this.budget.maxBytesPerPeer(this.newcomer) - this.bytes;
		return Math.max(0, Math.min(own, this.budget.bytesQuota().available(this.newcomer)));
	}

	/**
	 * Takes room for an unfinished message.
	 * @return whether there is room
	 */
	public boolean tryBegin() {
		if (!this.budget.reassembliesQuota().tryTake(1, this.newcomer)) {
			return false;
		}
		this.reassemblies++;
		return true;
	}

	/**
	 * A message is no longer unfinished.
	 */
	public void end() {
		this.reassemblies--;
		this.budget.reassembliesQuota().giveBack(1, this.newcomer);
	}

	/**
	 * Takes room for remembering a message.
	 * @return whether there is room
	 */
	public boolean tryRemember() {
		if (!this.budget.rememberedQuota().tryTake(1, this.newcomer)) {
			return false;
		}
		this.remembered++;
		return true;
	}

	/**
	 * A message is no longer remembered.
	 */
	public void forget() {
		this.remembered--;
		this.budget.rememberedQuota().giveBack(1, this.newcomer);
	}

	/**
	 * Gives all back.
	 */
	public void close() {
		this.budget.bytesQuota().giveBack(this.bytes, this.newcomer);
		this.budget.reassembliesQuota().giveBack(this.reassemblies, this.newcomer);
		this.budget.rememberedQuota().giveBack(this.remembered, this.newcomer);
		this.bytes = 0;
		this.reassemblies = 0;
		this.remembered = 0;
	}

}
