package io.vstp.demo.game;

import java.util.List;

import io.vstp.demo.live.LiveView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Where the players of a few matches are, as far as they say it by numbers {@code x} and
 * {@code y}.
 */
@Component
class MatchView implements LiveView {

	private static final int MAX_MATCHES = 4;

	private static final int MAX_PLAYERS = 16;

	private static final int MAX_NAME = 32;

	private final Matches matches;

	MatchView(Matches matches) {
		this.matches = matches;
	}

	@Override
	public String name() {
		return "matches";
	}

	@Override
	public List<Place> view() {
		return this.matches.some(MAX_MATCHES)
			.entrySet()
			.stream()
			.map((match) -> new Place(shorten(match.getKey()),
					match.getValue().stream().limit(MAX_PLAYERS).map(Position::of).toList()))
			.toList();
	}

	private static String shorten(String name) {
		return (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
	}

	/**
	 * A match.
	 *
	 * @param id its name
	 * @param players some of its players
	 */
	record Place(String id, List<Position> players) {

	}

	/**
	 * A player.
	 *
	 * @param id the player's name
	 * @param transport {@code TCP} or {@code UDP}
	 * @param tick the player's clock
	 * @param x where, or {@code null}
	 * @param y where, or {@code null}
	 */
	record Position(String id, String transport, long tick, @Nullable Double x, @Nullable Double y) {

		static Position of(Player player) {
			return new Position(shorten(player.id()), player.session().transport().name(), player.tick(),
					number(player.state(), "x"), number(player.state(), "y"));
		}

		private static @Nullable Double number(@Nullable JsonNode state, String name) {
			JsonNode node = (state != null) ? state.get(name) : null;
			return (node != null && node.isNumber()) ? node.doubleValue() : null;
		}

	}

}
