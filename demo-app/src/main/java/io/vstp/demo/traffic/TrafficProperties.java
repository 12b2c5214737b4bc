package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the generator plays.
 *
 * @param enabled whether it plays at all
 * @param sensors the sensors
 * @param players the players of a match
 * @param files the senders of files
 */
@ConfigurationProperties("demo.traffic")
record TrafficProperties(@DefaultValue("true") boolean enabled, @DefaultValue Sensors sensors,
		@DefaultValue Players players, @DefaultValue Files files) {

	/**
	 * Sensors that send readings.
	 *
	 * @param destinations where to, each from its share of them
	 * @param readers by which destinations somebody asks for the last one
	 * @param count how many there are
	 * @param interval how often each sends one
	 */
	record Sensors(@DefaultValue("demo") List<String> destinations, @DefaultValue("demo") List<String> readers,
			@DefaultValue("8") int count, @DefaultValue("250ms") Duration interval) {

	}

	/**
	 * Players who tell each other where they are. Each has a connection of its own: what
	 * the others do comes back by it.
	 *
	 * @param destinations one for each player, who is called by its name
	 * @param interval how often each moves
	 */
	record Players(@DefaultValue List<String> destinations, @DefaultValue("100ms") Duration interval) {

	}

	/**
	 * Files that are sent again and again.
	 *
	 * @param destinations where to, in turn
	 * @param count how many there are, every other of them in chunks
	 * @param interval how often one is sent
	 * @param size the length of each
	 * @param chunkSize the length of a chunk
	 * @param largeEvery every how many files a large one is sent
	 * @param largeSize the length of a large one
	 */
	record Files(@DefaultValue("demo") List<String> destinations, @DefaultValue("8") int count,
			@DefaultValue("1s") Duration interval, @DefaultValue("64KB") DataSize size,
			@DefaultValue("16KB") DataSize chunkSize, @DefaultValue("5") int largeEvery,
			@DefaultValue("1MB") DataSize largeSize) {

	}

}
