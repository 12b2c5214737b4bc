package io.vstp.engine.guard;

/**
 * How much an address may get that has not shown that it receives anything: a few times
 * what came from it, lest somebody who forges addresses has this end flood others
 * (docs/protocol.md, "Address validation"). For one thread.
 */
public final class AmplificationLimit {

	private final int factor;

	private long left;

	private boolean validated;

	/**
	 * Creates a limit.
	 * @param factor how many bytes for each byte that came
	 * @param validated whether the address is known to be the peer's
	 */
	public AmplificationLimit(int factor, boolean validated) {
		this.factor = factor;
		this.validated = validated;
	}

	/**
	 * Something came from the address.
	 * @param bytes how much
	 */
	public void received(int bytes) {
		if (!this.validated) {
			this.left += (long) this.factor * bytes;
		}
	}

	/**
	 * Says whether something may be sent to the address.
	 * @param bytes how much
	 * @return whether it may
	 */
	public boolean allows(long bytes) {
		return this.validated || bytes <= this.left;
	}

	/**
	 * Something was sent to the address.
	 * @param bytes how much
	 */
	public void sent(int bytes) {
		this.left -= bytes;
	}

	/**
	 * The address is the peer's.
	 */
	public void validate() {
		this.validated = true;
	}

	/**
	 * Says whether the address is known to be the peer's.
	 * @return whether it is
	 */
	public boolean isValidated() {
		return this.validated;
	}

}
