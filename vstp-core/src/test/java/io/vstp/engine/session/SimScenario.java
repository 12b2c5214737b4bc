package io.vstp.engine.session;

import java.util.Random;

import io.vstp.frame.Headers;

/**
 * What happens in one run of the simulation, as its seed says.
 *
 * @param handshake 0 for a client that never says HELLO, 1 for one that may do without
 * WELCOME, 2 for one that may not
 * @param serverGreets whether the server answers HELLO
 * @param serverRequires whether the server insists on HELLO
 * @param maxDelay how long a frame is under way at the most
 * @param maxWork how long the server's application works on a frame at the most
 * @param clientHalfCloses whether the client writes on when the server has ended its half
 * @param calls how many calls the client makes
 * @param callsFor in which time it makes them
 * @param clientStops when the client stops, or -1
 * @param serverStops when the server stops, or -1
 * @param breaks when the connection breaks, or -1
 * @param client what the client has to know
 * @param server what the server has to know
 */
record SimScenario(int handshake, boolean serverGreets, boolean serverRequires, long maxDelay, long maxWork,
		boolean clientHalfCloses, int calls, long callsFor, long clientStops, long serverStops, long breaks,
		SessionSettings client, SessionSettings server) {

	static SimScenario of(Random random) {
		int greeting = random.nextInt(6);
		long maxDelay = VirtualTime.millis(1 + random.nextInt(60));
		long clientStops = (random.nextInt(2) == 0) ? VirtualTime.millis(random.nextInt(2_500)) : -1;
		long serverStops = (random.nextInt(2) == 0) ? VirtualTime.millis(random.nextInt(2_500)) : -1;
		long breaks = (random.nextInt(5) == 0) ? VirtualTime.millis(random.nextInt(2_500)) : -1;
		return new SimScenario(random.nextInt(3), greeting != 0, greeting == 1, maxDelay,
				VirtualTime.millis(1 + random.nextInt(400)), random.nextBoolean(), 1 + random.nextInt(30),
				VirtualTime.millis(1 + random.nextInt(2_000)), clientStops, serverStops, breaks, settings(random),
				settings(random));
	}

	// Longer than any round trip, so that nobody takes the other for dead.
	private static SessionSettings settings(Random random) {
		long keepAlive = random.nextBoolean() ? VirtualTime.millis(150 + random.nextInt(1_000)) : 0;
		return new SessionSettings("s", 1_000_000, keepAlive, 0, VirtualTime.millis(10 + random.nextInt(300)),
				VirtualTime.millis(20 + random.nextInt(600)), 0, Headers.EMPTY, "");
	}

	/**
	 * Says whether the greeting works out, however long frames are under way.
	 * @return whether there is a session unless somebody stops
	 */
	boolean hasSession() {
		boolean inTime = this.handshake != 0 && this.server.handshakeTimeout() > this.maxDelay;
		boolean answeredInTime = this.serverGreets && this.client.handshakeTimeout() > 2 * this.maxDelay;
		return (inTime || !this.serverRequires) && (answeredInTime || this.handshake != 2);
	}

}
