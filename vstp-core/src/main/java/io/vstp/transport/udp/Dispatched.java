package io.vstp.transport.udp;

/**
 * Counts the frames of a peer that are with the application. Peers that are not validated
 * share a few places. For the event loop.
 */
final class Dispatched {

	private final UdpPort port;

	private int frames;

	Dispatched(UdpPort port) {
		this.port = port;
	}

	boolean tryAdd(boolean validated) {
		if (!validated && !this.port.tryDispatchUnvalidated()) {
			return false;
		}
		this.frames++;
		return true;
	}

	void remove(int completed, boolean validated) {
		this.frames -= completed;
		if (!validated) {
			this.port.unvalidatedCompleted(completed);
		}
	}

	/**
	 * The peer is validated, and takes none of the few places any more.
	 */
	void validated() {
		this.port.unvalidatedCompleted(this.frames);
	}

	boolean isEmpty() {
		return this.frames == 0;
	}

}
