package io.vstp.demo.game;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept of matches.
 *
 * @param maxMatches how many matches there may be at a time
 * @param maxPlayers how many players a match may have
 * @param maxStateSize the longest state of a player that is accepted
 * @param playerTimeout after how much silence a player has left
 */
@ConfigurationProperties("demo.game")
record GameProperties(@DefaultValue("1000") int maxMatches, @DefaultValue("64") int maxPlayers,
		@DefaultValue("8KB") DataSize maxStateSize, @DefaultValue("30s") Duration playerTimeout) {

}
