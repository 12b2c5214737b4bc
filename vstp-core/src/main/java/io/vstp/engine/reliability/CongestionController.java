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
	 * Returns how fast it may be sent.
	 * @return bytes for each nanosecond, or 0 if as fast as the window allows
	 */
	double pacingRate();

	/**
	 * Something arrived.
	 * @param bytes how much
	 * @param sentAt when it was sent
	 * @param inFlight how many bytes were under way before
	 */
	void acknowledged(int bytes, long sentAt, long inFlight);

	/**
	 * An ACK was read to its end. What it shows to be lost follows.
	 * @param delivery what it told of how fast the way delivers
	 * @param inFlight how many bytes are under way
	 * @param now the time
	 */
	void endOfAck(DeliveryRate delivery, long inFlight, long now);

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
