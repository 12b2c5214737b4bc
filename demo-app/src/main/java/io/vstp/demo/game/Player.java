package io.vstp.demo.game;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a player.
 *
 * @param id the player's name
 * @param tick the player's clock
 * @param state what the player said last, if it was JSON
 * @param seenAt when that was
 * @param session how to reach the player
 */
record Player(String id, long tick, @Nullable JsonNode state, Instant seenAt, @JsonIgnore VstpSession session) {

	/**
	 * Says whether this is older than what is known: a session has one clock, which runs
	 * forward.
	 */
	boolean isOlderThan(Player known) {
		return this.session.equals(known.session) && this.tick <= known.tick;
	}

	boolean isGone(Instant limit) {
		return !this.session.isOpen() || this.seenAt.isBefore(limit);
	}

}
