package io.vstp.engine.fragment;

import java.nio.charset.StandardCharsets;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages in fragments of part 1.
 */
class PieceFragmentsTests {

	private final ReceiverFixture peer = new ReceiverFixture();

	@AfterEach
	void shouldLeaveNothingBehind() {
		this.peer.close();
		assertThat(this.peer.budget.bytes()).isZero();
		assertThat(this.peer.budget.reassemblies()).isZero();
		assertThat(this.peer.budget.remembered()).isZero();
	}

	@Test
	void shouldJoinPiecesOfAnyLengthInOrderOfTheirPlaces() {
		piece(FrameFlags.FRAG, "", 1, 3, 4);
		piece(FrameFlags.FRAG, "de", 1, 2, 4);
		piece(FrameFlags.FRAG | FrameFlags.COMP, "abc", 1, 0, 4);
		assertThat(this.peer.delivered).isEmpty();
		assertThat(this.peer.receiver.reassemblies()).isOne();
		piece(0, "", 1, 1, 4, "b", "last");
		assertThat(this.peer.payloads).containsExactly("abcde".getBytes(StandardCharsets.UTF_8));
		Frame message = this.peer.delivered.get(0);
		assertThat(message.headers()).isEqualTo(Headers.of("a", "1", "b", "last"));
		assertThat(message.flags()).isZero();
		assertThat(this.peer.sent()).isEmpty();
		assertThat(this.peer.receiver.reassemblies()).isZero();
		assertThat(this.peer.budget.bytes()).isZero();
	}

	@Test
	void shouldKeepOtherFlagsWhenFragIsRemoved() {
		piece(FrameFlags.FRAG | FrameFlags.COMP | FrameFlags.CRC, "x", 1, 0, 1);
		assertThat(this.peer.delivered.get(0).flags()).isEqualTo(FrameFlags.COMP | FrameFlags.CRC);
	}

	@Test
	void shouldDeliverEmptyMessageWhenAllPiecesAreEmpty() {
		piece(FrameFlags.FRAG, "", 1, 0, 2);
		piece(FrameFlags.FRAG, "", 1, 1, 2);
		assertThat(this.peer.payloads.get(0)).isEmpty();
	}

	@Test
	void shouldIgnoreDuplicatesBeforeAndAfterCompletion() {
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		piece(FrameFlags.FRAG, "b", 1, 1, 2);
		piece(FrameFlags.FRAG, "b", 1, 1, 2);
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.receiver.reassemblies()).isZero();
		assertThat(this.peer.dropped).hasSize(3).containsOnly(DropReason.DUPLICATE);
	}

	@Test
	void shouldAcknowledgeAgainWhenManyOthersHaveBegunSince() {
		this.peer.acknowledge = true;
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "a", 1, 0, 2, "msg-id", "7");
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "b", 1, 1, 2, "msg-id", "7");
		for (int id = 2; id < 152; id++) {
			piece(FrameFlags.FRAG, "x", id, 0, 1);
		}
		this.peer.sent();
		this.peer.endOfBatch();
		// Its sender has lost the ACK, and asks once more.
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "b", 1, 1, 2, "msg-id", "7");
		assertThat(this.peer.sent()).singleElement().asString().startsWith("ack").contains("msg-id=7");
		assertThat(this.peer.receiver.reassemblies()).isZero();
		assertThat(this.peer.delivered).hasSize(151);
	}

	@Test
	void shouldDeliverOnceWhenSentAgainUnderNewId() {
		this.peer.acknowledge = true;
		for (int id = 1; id <= 2; id++) {
			piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "a", id, 0, 2, "msg-id", "7");
			piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "b", id, 1, 2, "msg-id", "7");
		}
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=7}", "ack {msg-id=7}");
	}

	@Test
	void shouldGiveUpEarlierAttemptWhenLaterOneIsWhole() {
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "a", 1, 0, 2, "msg-id", "7");
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "a", 2, 0, 2, "msg-id", "7");
		piece(FrameFlags.FRAG | FrameFlags.REQ_ACK, "b", 2, 1, 2, "msg-id", "7");
		assertThat(this.peer.receiver.reassemblies()).isZero();
		assertThat(this.peer.dropped).containsExactly(DropReason.ABANDONED);
	}

	@Test
	void shouldBeginAnewWhenIdStandsForAnotherMessage() {
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		piece(FrameFlags.FRAG, "x", 1, 0, 3);
		assertThat(this.peer.dropped).as("another total").containsExactly(DropReason.ABANDONED);
		piece(FrameFlags.FRAG, "x", 1, 0, 3, "msg-id", "1");
		assertThat(this.peer.dropped).as("another msg-id").hasSize(2);
		piece(FrameFlags.FRAG, "z", 1, 0, 3, "msg-id", "1");
		assertThat(this.peer.dropped).as("another payload").hasSize(3).containsOnly(DropReason.ABANDONED);
		assertThat(this.peer.receiver.reassemblies()).isOne();
	}

	@Test
	void shouldDeliverBothWhenIdIsUsedAgainSoon() {
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		piece(FrameFlags.FRAG, "b", 1, 1, 2);
		piece(FrameFlags.FRAG, "c", 1, 1, 2);
		piece(FrameFlags.FRAG, "d", 1, 0, 2);
		assertThat(this.peer.payloads).hasSize(2);
		assertThat(this.peer.payloads.get(1)).asString().isEqualTo("dc");
	}

	@Test
	void shouldNotMixMessagesWhenIdIsUsedAgainLate() {
		piece(FrameFlags.FRAG, "old", 1, 0, 2);
		for (int i = 0; i < 129; i++) {
			piece(FrameFlags.FRAG, "x", 2 + i, 0, 1);
		}
		piece(FrameFlags.FRAG, "b", 1, 1, 2);
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		assertThat(this.peer.payloads.get(129)).asString().isEqualTo("ab");
		for (int i = 0; i < 129; i++) {
			piece(FrameFlags.FRAG, "x", 2 + i, 0, 1, "n", "2");
		}
		int before = this.peer.delivered.size();
		piece(FrameFlags.FRAG, "b", 1, 1, 2);
		piece(FrameFlags.FRAG, "a", 1, 0, 2);
		assertThat(this.peer.delivered).hasSize(before + 1);
	}

	@Test
	void shouldDropWhenRestDoesNotCome() {
		piece(FrameFlags.FRAG, "a", 1, 0, 3);
		this.peer.passes(20 * ReceiverFixture.SECOND);
		piece(FrameFlags.FRAG, "b", 1, 1, 3);
		piece(FrameFlags.FRAG, "b", 1, 1, 3);
		assertThat(this.peer.receiver.nextDeadline() - this.peer.now).isEqualTo(30 * ReceiverFixture.SECOND);
		this.peer.passes(30 * ReceiverFixture.SECOND - 1);
		assertThat(this.peer.receiver.reassemblies()).isOne();
		this.peer.passes(1);
		assertThat(this.peer.receiver.reassemblies()).isZero();
		assertThat(this.peer.dropped).contains(DropReason.EXPIRED);
		assertThat(this.peer.budget.bytes()).isZero();
		assertThat(this.peer.receiver.nextDeadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void shouldGiveUpLongestSilentWhenTheyAreTooMany() {
		for (int id = 1; id <= 4; id++) {
			this.peer.passes(1);
			piece(FrameFlags.FRAG, "a", id, 0, 3);
		}
		piece(FrameFlags.FRAG, "b", 1, 1, 3);
		piece(FrameFlags.FRAG, "a", 5, 0, 3);
		assertThat(this.peer.receiver.reassemblies()).isEqualTo(4);
		assertThat(this.peer.dropped).containsExactly(DropReason.ABANDONED);
		piece(FrameFlags.FRAG, "c", 1, 2, 3);
		assertThat(this.peer.payloads).hasSize(1);
	}

	@Test
	void shouldRefuseOnceWhenTooLong() {
		ReceiverFixture strict = new ReceiverFixture(
				new ReceiverSettings(1_200, 5, 100, 4, 1_000, 1_000, 1_000, 10, true));
		for (int i = 0; i < 4; i++) {
			strict.receive(FrameFlags.FRAG, "abc", "frag-id", "9", "frag-index", "" + i, "frag-total", "4");
		}
		assertThat(strict.refused)
			.containsExactly("too-large 9: The message is 6 bytes long or longer, but the limit is 5 bytes");
		assertThat(strict.dropped).hasSize(3).containsOnly(DropReason.TOO_LARGE);
		assertThat(strict.budget.bytes()).isZero();
		strict.close();
	}

	@Test
	void shouldRefuseWhenBudgetIsFull() {
		ReceiverFixture poor = new ReceiverFixture(ReceiverFixture.SETTINGS,
				new ReassemblyBudget(1_000, 1_000, 100, 50, 10, 10));
		poor.receive(FrameFlags.FRAG, "x".repeat(30), "frag-id", "1", "frag-index", "0", "frag-total", "2");
		poor.receive(FrameFlags.FRAG, "x".repeat(30), "frag-id", "1", "frag-index", "1", "frag-total", "2");
		assertThat(poor.refused)
			.containsExactly("overloaded 1: There is no room for a message of 30 bytes or more, but for 4 bytes");
		assertThat(poor.dropped).containsExactly(DropReason.OVERLOADED);
		poor.close();
	}

	private void piece(int flags, String payload, int id, int index, int total, String... more) {
		Headers headers = Headers.of("frag-id", "" + id, "a", "1", "frag-index", "" + index, "frag-total", "" + total);
		this.peer.receive(flags, payload.getBytes(StandardCharsets.UTF_8),
				headers.toBuilder().addAll(Headers.of(more)).build());
	}

}
