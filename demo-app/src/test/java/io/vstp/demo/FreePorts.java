package io.vstp.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for those who have to know theirs before they listen. None is of those that
 * sockets get which take any: there are many until it is listened on.
 */
final class FreePorts {

	private static final int MIN = 10_000;

	/** Linux begins with 32,768. */
	private static final int MAX = 32_000;

	private FreePorts() {
	}

	/**
	 * Finds a port.
	 * @return a port that is free for TCP and UDP
	 */
	static int find() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(MIN, MAX);
			try (ServerSocket tcp = new ServerSocket(port); DatagramSocket udp = new DatagramSocket(port)) {
				return port;
			}
			catch (IOException ex) {
				// the next one, then
			}
		}
	}

}
