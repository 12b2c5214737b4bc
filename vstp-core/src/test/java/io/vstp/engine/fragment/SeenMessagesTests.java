package io.vstp.engine.fragment;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found again by content and by headers, and what it takes of the budget.
 */
class SeenMessagesTests {

	private static final byte[] ID = { '1' };

	private static final Headers HEADERS = Headers.of("msg-id", "1");

	private final ReassemblyBudget budget = new ReassemblyBudget(1, 1, 1, 1, 1, 20);

	private final SeenMessages messages = new SeenMessages(4, 10, this.budget.newShare());

	@AfterEach
	void shouldHoldNothingWhenAllHaveExpired() {
		this.messages.expire(1_000);
		assertThat(this.messages.isEmpty()).isTrue();
		assertThat(this.messages.find(HEADERS)).isNull();
		assertThat(this.budget.remembered()).isZero();
	}

	@Test
	void shouldFindLatestThatIsLeftWhenSeveralHaveSameHeaders() {
		SeenMessage first = add(1);
		SeenMessage second = add(2);
		SeenMessage third = add(3);
		assertThat(this.messages.find(HEADERS)).isSameAs(third);
		this.messages.remove(second);
		this.messages.remove(second);
		assertThat(this.messages.find(HEADERS)).isSameAs(third);
		this.messages.remove(third);
		assertThat(this.messages.find(HEADERS)).isSameAs(first);
		assertThat(this.budget.remembered()).isOne();
		this.messages.remove(first);
		assertThat(this.messages.find(HEADERS)).isNull();
		assertThat(this.messages.find(ID, 1)).isNull();
		assertThat(this.budget.remembered()).isZero();
	}

	@Test
	void shouldForgetOldestWhenSeveralHaveSameHeaders() {
		SeenMessage first = add(1);
		SeenMessage second = add(2);
		for (int crc = 3; crc <= 5; crc++) {
			add(crc);
		}
		assertThat(this.messages.find(ID, 1)).isNull();
		assertThat(this.messages.find(ID, 2)).isSameAs(second);
		assertThat(second.older).isNull();
		assertThat(first.newer).as("holds on to nothing").isNull();
		assertThat(this.messages.find(HEADERS)).isSameAs(this.messages.find(ID, 5));
		assertThat(this.budget.remembered()).isEqualTo(4);
	}

	@Test
	void shouldForgetInTurnWhenTimeIsOver() {
		add(1);
		add(2);
		assertThat(this.messages.deadline()).isEqualTo(11);
		this.messages.expire(11);
		assertThat(this.messages.find(ID, 1)).isNull();
		assertThat(this.messages.find(HEADERS)).isSameAs(this.messages.find(ID, 2)).isNotNull();
		assertThat(this.messages.deadline()).isEqualTo(12);
	}

	@Test
	void shouldTellKeysApartWhenHashesAreTheSame() {
		SeenKey one = new SeenKey("Aa".getBytes(StandardCharsets.UTF_8), 1);
		SeenKey other = new SeenKey("BB".getBytes(StandardCharsets.UTF_8), 1);
		assertThat(one).hasSameHashCodeAs(other).isNotEqualTo(other).isLessThan(other);
		assertThat(one).isEqualTo(new SeenKey("Aa".getBytes(StandardCharsets.UTF_8), 1));
		assertThat(one).isLessThan(new SeenKey("Aa".getBytes(StandardCharsets.UTF_8), 2));
	}

	private SeenMessage add(int crc) {
		return Objects.requireNonNull(this.messages.add(ID, crc, HEADERS, false, crc));
	}

}
