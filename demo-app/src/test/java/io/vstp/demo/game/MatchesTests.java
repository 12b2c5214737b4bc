package io.vstp.demo.game;

import java.time.Duration;
import java.time.Instant;

import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Matches}.
 */
class MatchesTests {

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final Matches matches = new Matches(
			new GameProperties(2, 3, DataSize.ofKilobytes(1), Duration.ofSeconds(30)), () -> this.now);

	private final VstpSession session = session();

	@Test
	void shouldTellNobodyWhenPlayerIsAlone() {
		assertThat(this.matches.move("m", player("a", 1))).isEmpty();
	}

	@Test
	void shouldTellOthersOfTheMatchWhenPlayerMoves() {
		this.matches.move("m", player("a", 1));
		this.matches.move("other", player("x", 1));
		this.matches.move("m", player("b", 1));
		assertThat(this.matches.move("m", player("c", 1))).extracting(Player::id).containsExactly("a", "b");
	}

	@Test
	void shouldIgnoreMoveWhenTickIsNotNew() {
		this.matches.move("m", player("a", 1));
		this.matches.move("m", player("b", 5));
		assertThat(this.matches.move("m", player("b", 5))).isEmpty();
		assertThat(this.matches.move("m", player("b", 4))).isEmpty();
		assertThat(this.matches.all().get("m")).extracting(Player::tick).containsExactly(1L, 5L);
	}

	@Test
	void shouldTakeMoveWhenPlayerComesBackByAnotherSession() {
		this.matches.move("m", player("a", 1));
		this.matches.move("m", player("b", 5));
		assertThat(this.matches.move("m", new Player("b", 1, null, this.now, session()))).hasSize(1);
	}

	@Test
	void shouldRemovePlayerWhenSessionIsClosed() {
		VstpSession closed = session();
		this.matches.move("m", new Player("a", 1, null, this.now, closed));
		given(closed.isOpen()).willReturn(false);
		assertThat(this.matches.move("m", player("b", 1))).isEmpty();
		assertThat(this.matches.all().get("m")).extracting(Player::id).containsExactly("b");
	}

	@Test
	void shouldRefusePlayerWhenMatchIsFull() {
		this.matches.move("m", player("a", 1));
		this.matches.move("m", player("b", 1));
		this.matches.move("m", player("c", 1));
		assertThatExceptionOfType(MatchRefusedException.class).isThrownBy(() -> this.matches.move("m", player("d", 1)))
			.withMessageContaining("3 players");
		assertThat(this.matches.move("m", player("a", 2))).hasSize(2);
	}

	@Test
	void shouldRefuseMatchWhenThereAreTooMany() {
		this.matches.move("m-1", player("a", 1));
		this.matches.move("m-2", player("a", 1));
		assertThatExceptionOfType(MatchRefusedException.class)
			.isThrownBy(() -> this.matches.move("m-3", player("a", 1)));
		assertThat(this.matches.all()).containsOnlyKeys("m-1", "m-2");
	}

	@Test
	void shouldEndMatchWhenPlayersAreSilent() {
		this.matches.move("m-1", player("a", 1));
		this.matches.move("m-2", player("a", 1));
		this.now = this.now.plusSeconds(20);
		this.matches.move("m-2", player("b", 1));
		this.now = this.now.plusSeconds(11);
		this.matches.removeGone();
		assertThat(this.matches.all()).containsOnlyKeys("m-2");
		assertThat(this.matches.figures()).containsEntry("matches", 1).containsEntry("players", 1);
	}

	private Player player(String id, long tick) {
		return new Player(id, tick, null, this.now, this.session);
	}

	private static VstpSession session() {
		VstpSession session = mock(VstpSession.class);
		given(session.isOpen()).willReturn(true);
		return session;
	}

}
