package io.vstp.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vstp.frame.Transport;

/**
 * The calls under way of a client that chooses between transports, which are told what
 * becomes of these. Calls come and go on any thread; the rest is for the router's event
 * loop.
 */
final class OpenAutoCalls {

	private final Set<AutoCall> calls = ConcurrentHashMap.newKeySet();

	/** Whether something was lost by UDP since its last answer. */
	private boolean doubted;

	void add(AutoCall call) {
		this.calls.add(call);
	}

	void remove(AutoCall call) {
		this.calls.remove(call);
	}

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

	void laneUp(Transport transport) {
		this.calls.forEach((call) -> call.laneUp(transport));
	}

	void laneDown(Transport transport) {
		this.calls.forEach((call) -> call.laneDown(transport));
	}

	/**
	 * Neither transport is there: calls that wait for one have failed.
	 * @param sentToo whether that holds for those that have left as well
	 * @param message what is wrong, for people
	 */
	void cutOff(boolean sentToo, String message) {
		this.calls.forEach((call) -> call.cutOff(sentToo, message));
	}

	/**
	 * The peer was silent for long enough that replies may be lost for good. TCP loses
	 * none but with its connection.
	 * @param transport the transport
	 */
	void doubt(Transport transport) {
		if (transport == Transport.UDP) {
			this.doubted = true;
			this.calls.forEach((call) -> call.doubt(transport));
		}
	}

	/**
	 * The peer answers.
	 * @param transport the transport
	 */
	void believe(Transport transport) {
		if (transport == Transport.UDP && this.doubted) {
			this.doubted = false;
			laneUp(transport);
		}
	}

}
