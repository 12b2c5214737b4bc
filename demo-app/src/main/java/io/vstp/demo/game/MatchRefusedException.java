package io.vstp.demo.game;

/**
 * A player cannot take part. The message is for the player.
 */
class MatchRefusedException extends RuntimeException {

	MatchRefusedException(String message) {
		super(message);
	}

}
