package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.List;

import io.vstp.spring.client.VstpTemplate;

/**
 * Players who run in a circle. Where they are is soon out of date, so nobody acknowledges
 * it.
 */
class PlayerTraffic implements Traffic {

	private static final int ROUND = 100;

	private final VstpTemplate template;

	private final Calls calls;

	private final TrafficProperties.Players properties;

	private long tick;

	PlayerTraffic(VstpTemplate template, Calls calls, TrafficProperties.Players properties) {
		this.template = template;
		this.calls = calls;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "players";
	}

	@Override
	public Duration interval() {
		return this.properties.interval();
	}

	/**
	 * Moves all players, also those behind one who cannot.
	 */
	@Override
	public void play() {
		this.tick++;
		RuntimeException failure = null;
		List<String> players = this.properties.destinations();
		for (int i = 0; i < players.size(); i++) {
			try {
				move(players.get(i), (double) i / players.size());
			}
			catch (RuntimeException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	private void move(String player, double ahead) {
		double angle = 2 * Math.PI * ((double) this.tick / ROUND + ahead);
		this.calls.to(player)
			.send(this.template.to(player)
				.header("game-id", "arena")
				.header("player-id", player)
				.header("tick", this.tick)
				.payload(new Position(round(Math.cos(angle)), round(Math.sin(angle)))));
	}

	private static double round(double value) {
		return Math.round(1000 * value) / 1000.0;
	}

	record Position(double x, double y) {

	}

}
