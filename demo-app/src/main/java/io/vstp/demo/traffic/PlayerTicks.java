package io.vstp.demo.traffic;

import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.VstpSession;

/**
 * Takes what the server tells players of each other, three over UDP and one over TCP.
 */
@VstpHandler(destination = { "player-1", "player-2", "player-3", "player-4" })
class PlayerTicks {

	private final Calls calls;

	PlayerTicks(Calls calls) {
		this.calls = calls;
	}

	@VstpHandler({ "game-id", "player-id", "tick" })
	void tick(VstpSession session) {
		this.calls.by(session.transport()).pushReceived();
	}

}
