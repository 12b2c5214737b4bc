package io.vstp.demo.game;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.vstp.demo.summary.Figures;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The matches under way. One begins with its first player and ends when its last one has
 * left or is silent.
 */
@Component
class Matches implements Figures {

	private final Map<String, Match> matches = new ConcurrentHashMap<>();

	private final GameProperties properties;

	private final InstantSource clock;

	Matches(GameProperties properties, InstantSource clock) {
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes over what a player says.
	 * @param gameId the match
	 * @param player the player as of now
	 * @return who else is to be told
	 */
	List<Player> move(String gameId, Player player) {
		List<Player> others = new ArrayList<>();
		// within compute, so that the match does not end at the same time
		this.matches.compute(gameId, (id, known) -> {
			Match match = (known != null) ? known : begin();
			others.addAll(match.move(player));
			return match;
		});
		return others;
	}

	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void removeGone() {
		Instant limit = this.clock.instant().minus(this.properties.playerTimeout());
		this.matches.keySet()
			.forEach((id) -> this.matches.computeIfPresent(id, (same, match) -> remaining(match, limit)));
	}

	Map<String, List<Player>> all() {
		Map<String, List<Player>> all = new TreeMap<>();
		this.matches.forEach((id, match) -> all.put(id, match.players()));
		return all;
	}

	/**
	 * Returns some matches with their players.
	 * @param max how many at the most
	 * @return the players by the names of their matches
	 */
	Map<String, List<Player>> some(int max) {
		Map<String, List<Player>> some = new TreeMap<>();
		this.matches.entrySet()
			.stream()
			.limit(max)
			.forEach((entry) -> some.put(entry.getKey(), entry.getValue().players()));
		return some;
	}

	@Override
	public String topic() {
		return "game";
	}

	@Override
	public Map<String, Number> figures() {
		int players = this.matches.values().stream().mapToInt((match) -> match.players().size()).sum();
		return Map.of("matches", this.matches.size(), "players", players);
	}

	private Match begin() {
		if (this.matches.size() >= this.properties.maxMatches()) {
			throw new MatchRefusedException("There are %d matches already".formatted(this.properties.maxMatches()));
		}
		return new Match(this.properties.maxPlayers());
	}

	private static @Nullable Match remaining(Match match, Instant limit) {
		return match.removeGone(limit) ? null : match;
	}

}
