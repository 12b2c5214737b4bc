package io.vstp.demo.game;

import java.time.InstantSource;
import java.util.List;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.VstpSession;
import tools.jackson.databind.JsonNode;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * Takes what players say and passes it on to the others of their match, as it came. The
 * player who says it gets no reply.
 */
@VstpHandler({ "game-id", "player-id", "tick" })
class GameHandler {

	private final Matches matches;

	private final Pushes pushes;

	private final GameProperties properties;

	private final InstantSource clock;

	GameHandler(Matches matches, Pushes pushes, GameProperties properties, InstantSource clock) {
		this.matches = matches;
		this.pushes = pushes;
		this.properties = properties;
		this.clock = clock;
	}

	@VstpHandler("content-type=application/json*")
	void json(@Header("game-id") String gameId, @Header("player-id") String playerId, @Header("tick") long tick,
			@Payload JsonNode state, Frame frame, VstpSession session) {
		move(gameId, new Player(playerId, tick, state, this.clock.instant(), session), frame);
	}

	@VstpHandler
	void other(@Header("game-id") String gameId, @Header("player-id") String playerId, @Header("tick") long tick,
			Frame frame, VstpSession session) {
		move(gameId, new Player(playerId, tick, null, this.clock.instant(), session), frame);
	}

	// What peers get wrong every day is told to them, and does not fill the log.
	@MessageExceptionHandler
	Frame refused(MatchRefusedException ex) {
		return AnswerFrames.error(ErrorCode.HANDLER_FAILED, String.valueOf(ex.getMessage()), Headers.EMPTY);
	}

	private void move(String gameId, Player player, Frame frame) {
		if (frame.payload().readableBytes() > this.properties.maxStateSize().toBytes()) {
			throw new MatchRefusedException(
					"A player's state may have %s at most".formatted(this.properties.maxStateSize()));
		}
		Headers headers = headers(frame.headers());
		List<VstpSession> others = this.matches.move(gameId, player).stream().map(Player::session).toList();
		this.pushes.push(others, headers, frame);
	}

	private static Headers headers(Headers said) {
		return Headers.builder()
			.copy("game-id", said)
			.copy("player-id", said)
			.copy("tick", said)
			.copy(HeaderNames.CONTENT_TYPE, said)
			.build();
	}

}
