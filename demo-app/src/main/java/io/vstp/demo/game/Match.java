package io.vstp.demo.game;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The players of a match.
 */
class Match {

	private final Map<String, Player> players = new LinkedHashMap<>();

	private final int maxPlayers;

	Match(int maxPlayers) {
		this.maxPlayers = maxPlayers;
	}

	/**
	 * Takes over what a player says.
	 * @param moved the player as of now
	 * @return who else is to be told; nobody if it is known already
	 */
	synchronized List<Player> move(Player moved) {
		this.players.values().removeIf((player) -> !player.session().isOpen());
		Player known = this.players.get(moved.id());
		if (known != null && moved.isOlderThan(known)) {
			return List.of();
		}
		if (known == null && this.players.size() >= this.maxPlayers) {
			throw new MatchRefusedException("This match has %d players already".formatted(this.maxPlayers));
		}
		this.players.put(moved.id(), moved);
		return this.players.values().stream().filter((player) -> !player.id().equals(moved.id())).toList();
	}

	/**
	 * Removes the players who left.
	 * @param limit who has not been heard of since then has left
	 * @return whether nobody is there any more
	 */
	synchronized boolean removeGone(Instant limit) {
		this.players.values().removeIf((player) -> player.isGone(limit));
		return this.players.isEmpty();
	}

	synchronized List<Player> players() {
		return List.copyOf(this.players.values());
	}

}
