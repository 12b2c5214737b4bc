package io.vstp.engine.reliability;

/**
 * Decides how much may be under way to a peer. Times are nanoseconds.
 */
interface CongestionController {

	/**
	 * Returns how much may be under way.
	 * @return bytes
	 */
	long window();

	/**
	 * Something arrived.
	 * @param bytes how much
	 * @param sentAt when it was sent
	 * @param inFlight how many bytes were under way before
	 */
	void acknowledged(int bytes, long sentAt, long inFlight);

	/**
	 * Something was lost.
	 * @param sentAt when it was sent
	 * @param now the time
	 */
	void lost(long sentAt, long now);

	/**
	 * Everything was lost for so long that nothing is known about the way any more.
	 */
	void persistentCongestion();

}
