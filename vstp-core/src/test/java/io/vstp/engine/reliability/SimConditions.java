package io.vstp.engine.reliability;

/**
 * What one direction of the way between two ends is like.
 *
 * @param loss which part is lost
 * @param duplication which part comes twice
 * @param corruption which part comes with a wrong byte
 * @param garbage how many datagrams nobody sent come, for each that was
 * @param delay how long a datagram is under way at least, in nanoseconds
 * @param variation how much longer at the most, by which datagrams overtake each other
 * @param rate bytes a second, or 0 if any number passes
 * @param queue how many bytes wait for their turn; what comes on top is lost
 */
record SimConditions(double loss, double duplication, double corruption, double garbage, long delay, long variation,
		long rate, long queue) {

	boolean isHarmless() {
		return this.loss == 0 && this.duplication == 0 && this.corruption == 0 && this.rate == 0;
	}

	static SimConditions loss(double loss, long delay) {
		return new SimConditions(loss, 0, 0, 0, delay, 0, 0, 0);
	}

}
