package io.vstp.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a datagram leaves a relay.
 */
interface RelayExit {

	/**
	 * Sends a datagram.
	 * @param datagram what to send; it is read
	 * @return how many bytes went out, 0 if none
	 * @throws IOException if the socket is broken
	 */
	int send(ByteBuffer datagram) throws IOException;

}
