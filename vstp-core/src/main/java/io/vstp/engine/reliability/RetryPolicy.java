package io.vstp.engine.reliability;

/**
 * When a frame that wants an ACK is sent again (docs/protocol.md, "Retransmission"). All
 * times are nanoseconds.
 *
 * @param maxRetries how often, after the first time
 * @param retryDelay how long after the first time; twice as long after each further one
 * @param maxRetryDelay how long at the most
 * @param ackTimeout how long the ACK may take after the last time
 * @param jitter which part of the delay may be added by chance, 0 to 1
 */
public record RetryPolicy(int maxRetries, long retryDelay, long maxRetryDelay, long ackTimeout, double jitter) {

	/**
	 * Returns how long to wait for the ACK before the frame is sent again.
	 * @param transmissions how often it was sent, 1 or more
	 * @param random between 0 and 1
	 * @return nanoseconds
	 */
	public long delay(int transmissions, double random) {
		double doubled = (double) this.retryDelay * Math.pow(2, Math.min(transmissions - 1, 62));
		return (long) (Math.min(doubled, (double) this.maxRetryDelay) * (1 + this.jitter * random));
	}

}
