package io.vstp.engine.fragment;

import java.util.List;
import java.util.Random;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Long messages in fragments of the extensions.
 */
class ChunkFragmentsTests {

	private static final Headers HEADERS = Headers.of("a", "1");

	private final ReceiverFixture peer = new ReceiverFixture();

	ChunkFragmentsTests() {
		this.peer.receiver.validated();
	}

	@AfterEach
	void shouldLeaveNothingBehind() {
		this.peer.close();
		assertThat(this.peer.budget.bytes()).isZero();
		assertThat(this.peer.budget.reassemblies()).isZero();
		assertThat(this.peer.budget.remembered()).isZero();
	}

	@Test
	void shouldTellProgressAtFirstAndEachBatchAndAtTheEnd() {
		byte[] payload = bytes(5_000);
		FragmentPlan plan = plan(70_000, payload);
		assertThat(plan.fragments()).isEqualTo(5);
		this.peer.fragment(plan, 0, payload, 1);
		assertThat(this.peer.sent()).containsExactly("70000: 0+5 {1}");
		this.peer.fragment(plan, 0, payload, 4);
		this.peer.fragment(plan, 0, payload, 0);
		assertThat(this.peer.sent()).isEmpty();
		this.peer.endOfBatch();
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).containsExactly("70000: 2+3 {2}");
		this.peer.fragment(plan, 0, payload, 0);
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).as("after a duplicate").containsExactly("70000: 2+3 {2}");
		this.peer.fragment(plan, 0, payload, 2);
		this.peer.fragment(plan, 0, payload, 3);
		assertThat(this.peer.sent()).containsExactly("70000: 5+0 {}");
		assertThat(this.peer.payloads).containsExactly(payload);
		assertThat(this.peer.delivered.get(0).headers()).isEqualTo(HEADERS);
		assertThat(this.peer.delivered.get(0).flags()).isZero();
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).isEmpty();
		assertThat(this.peer.budget.bytes()).isZero();
	}

	@Test
	void shouldTellProgressWhenManyComeInOneBatch() {
		byte[] payload = bytes(200_000);
		FragmentPlan plan = plan(70_000, payload);
		for (int i = 0; i < 120; i++) {
			this.peer.fragment(plan, 0, payload, i);
		}
		assertThat(this.peer.sent()).hasSize(3).last().asString().startsWith("70000: 109+");
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).hasSize(1).last().asString().startsWith("70000: 120+");
	}

	@Test
	void shouldSayWholeAgainWhenFragmentsComeAfterCompletion() {
		byte[] payload = bytes(2_000);
		FragmentPlan plan = plan(70_000, payload, "msg-id", "5");
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 0);
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 1);
		assertThat(this.peer.sent()).containsExactly("70000: 1+1 {}", "70000: 2+0 {}");
		this.peer.endOfBatch();
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 1);
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 0);
		assertThat(this.peer.sent()).as("once in a batch").containsExactly("70000: 2+0 {}");
		this.peer.endOfBatch();
		this.peer.receiver.acknowledge(this.peer.delivered.get(0).headers());
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 1);
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=5, vx=1}", "70000: 2+0 {}", "ack {msg-id=5, vx=1}");
		assertThat(this.peer.delivered).hasSize(1);
	}

	@Test
	void shouldDeliverOnceWhenSentAgainUnderNewIdWithOtherChunks() {
		this.peer.acknowledge = true;
		byte[] payload = bytes(30_000);
		FragmentPlan first = plan(7, payload, "msg-id", "5");
		FragmentPlan second = plan(4_000_000_000L, payload, "msg-id", "5");
		assertThat(first.chunk()).isNotEqualTo(second.chunk());
		for (FragmentPlan plan : List.of(first, second)) {
			for (int i = plan.fragments() - 1; i >= 0; i--) {
				this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, i);
			}
			assertThat(this.peer.sent()).contains("ack {msg-id=5, vx=1}");
		}
		assertThat(this.peer.payloads).containsExactly(payload);
	}

	@Test
	void shouldRefuseAgainWhenMessageWasForgotten() {
		byte[] payload = bytes(2_000);
		FragmentPlan plan = plan(70_000, payload, "msg-id", "5");
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 0);
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 1);
		this.peer.receiver.forget(this.peer.delivered.get(0).headers());
		this.peer.endOfBatch();
		this.peer.fragment(plan, FrameFlags.REQ_ACK, payload, 1);
		assertThat(this.peer.refused).containsExactly("overloaded 70000: The message arrived and was not accepted");
	}

	@Test
	void shouldDeliverWhenThereIsOneFragment() {
		for (byte[] payload : List.of(bytes(10), new byte[0])) {
			this.peer.fragment(plan(70_000 + payload.length, payload), 0, payload, 0);
		}
		assertThat(this.peer.payloads).hasSize(2);
		assertThat(this.peer.sent()).containsExactly("70010: 1+0 {}", "70000: 1+0 {}");
	}

	@Test
	void shouldDropWhenLengthDisagrees() {
		chunk(70_000, 0, 4, 100);
		for (int[] wrong : new int[][] { { 1, 99 }, { 1, 101 }, { 1, 0 }, { 3, 101 }, { 3, 0 } }) {
			chunk(70_000, wrong[0], 4, wrong[1]);
		}
		chunk(70_001, 3, 4, 50);
		chunk(70_001, 1, 4, 49);
		chunk(70_002, 0, 4, 0);
		assertThat(this.peer.dropped).hasSize(7).containsOnly(DropReason.MALFORMED);
		assertThat(this.peer.receiver.reassemblies()).isEqualTo(2);
		chunk(70_000, 1, 5, 100);
		assertThat(this.peer.dropped).as("another total").hasSize(8).containsOnly(DropReason.MALFORMED);
	}

	@Test
	void shouldRefuseOnceAndBeforeAnythingIsTakenWhenTooLong() {
		chunk(1_000, 0, 100_001, 1_000);
		chunk(1_000, 1, 100_001, 1_000);
		chunk(1_001, 7, 10_001, 1_000);
		chunk(1_002, 4_000_000, 4_294_967_295L, 1);
		chunk(1_003, 10_000, 10_001, 1_000);
		assertThat(this.peer.refused).containsExactly(
				"too-large 1000: The message has 100001 fragments, but the limit is 100000",
				"too-large 1001: The message is 10000001 bytes long or longer, but the limit is 10000000 bytes",
				"too-large 1002: The message has 2147483647 fragments, but the limit is 100000",
				"too-large 1003: The message is 10001000 bytes long or longer, but the limit is 10000000 bytes");
		assertThat(this.peer.dropped).hasSize(5).containsOnly(DropReason.TOO_LARGE);
		assertThat(this.peer.budget.bytes()).isZero();
		assertThat(this.peer.receiver.reassemblies()).isZero();
		this.peer.passes(ReceiverFixture.SECOND);
		chunk(1_000, 1, 100_001, 1_000);
		assertThat(this.peer.refused).as("the answer may have been lost").hasSize(5);
	}

	@Test
	void shouldRefuseWhenLastShowsThatMessageIsTooLong() {
		ReceiverFixture strict = new ReceiverFixture(
				new ReceiverSettings(1_200, 250, 100, 4, 1_000, 1_000, 1_000, 10, true));
		strict.receive(FrameFlags.FRAG, new byte[100],
				Headers.of("vx", "1", "frag-id", "9", "frag-index", "0", "frag-total", "3"));
		strict.receive(FrameFlags.FRAG, new byte[51],
				Headers.of("vx", "1", "frag-id", "9", "frag-index", "2", "frag-total", "3"));
		assertThat(strict.refused)
			.containsExactly("too-large 9: The message is 251 bytes long or longer, but the limit is 250 bytes");
		strict.close();
	}

	@Test
	void shouldReserveAllOfMessageWhenPeerIsEstablished() {
		ReceiverFixture poor = new ReceiverFixture(ReceiverFixture.SETTINGS,
				new ReassemblyBudget(100_000, 80_000, 10_000, 5_000, 10, 10));
		poor.receiver.validated();
		chunk(poor, 1_000, 0, 60, 1_000);
		assertThat(poor.budget.bytes()).isEqualTo(60_000);
		chunk(poor, 1_001, 0, 60, 1_000);
		chunk(poor, 1_001, 1, 60, 1_000);
		assertThat(poor.refused).containsExactly(
				"overloaded 1001: There is no room for a message of 59001 bytes or more, " + "but for 20000 bytes");
		assertThat(poor.dropped).hasSize(2).containsOnly(DropReason.OVERLOADED);
		for (int i = 1; i < 60; i++) {
			chunk(poor, 1_000, i, 60, 1_000);
		}
		assertThat(poor.payloads).hasSize(1);
		assertThat(poor.budget.bytes()).isZero();
		poor.close();
	}

	@Test
	void shouldGrantLittleWhenPeerIsNotEstablished() {
		ReceiverFixture poor = new ReceiverFixture(ReceiverFixture.SETTINGS,
				new ReassemblyBudget(100_000, 80_000, 10_000, 8_000, 10, 10));
		chunk(poor, 1_000, 0, 60, 1_000);
		assertThat(poor.budget.bytes()).isEqualTo(1_000);
		assertThat(poor.sent()).containsExactly("1000: 1+6 {}");
		for (int i = 1; i < 59; i++) {
			chunk(poor, 1_000, i, 60, 1_000);
		}
		assertThat(poor.budget.bytes()).isEqualTo(7_000);
		poor.endOfBatch();
		assertThat(poor.sent()).last().isEqualTo("1000: 7+0 {}");
		poor.receiver.validated();
		poor.endOfBatch();
		assertThat(poor.budget.bytes()).isEqualTo(60_000);
		assertThat(poor.sent()).containsExactly("1000: 7+53 {}");
		for (int i = 7; i < 60; i++) {
			chunk(poor, 1_000, i, 60, 1_000);
		}
		assertThat(poor.payloads).hasSize(1);
		assertThat(poor.refused).isEmpty();
		poor.close();
	}

	@Test
	void shouldRefuseWhenThereIsNoRoomForRestOnceEstablished() {
		ReceiverFixture poor = new ReceiverFixture(ReceiverFixture.SETTINGS,
				new ReassemblyBudget(50_000, 50_000, 10_000, 8_000, 10, 10));
		chunk(poor, 1_000, 0, 60, 1_000);
		poor.receiver.validated();
		chunk(poor, 1_000, 1, 60, 1_000);
		assertThat(poor.refused).hasSize(1);
		assertThat(poor.budget.bytes()).isZero();
		poor.close();
	}

	@Test
	void shouldBoundWindowByBitmapAndSetting() {
		chunk(1_000, 99_999, 100_000, 10);
		assertThat(this.peer.sent()).containsExactly("1000: 0+833 {}");
		chunk(1_000, 0, 100_000, 10);
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).as("a datagram has room for so many bits").containsExactly("1000: 1+8000 {}");
		chunk(1_000, 8_001, 100_000, 10);
		assertThat(this.peer.dropped).containsExactly(DropReason.OVERLOADED, DropReason.OVERLOADED);
		chunk(1_000, 8_000, 100_000, 10);
		this.peer.endOfBatch();
		assertThat(this.peer.sent.get(0).payload().readableBytes()).isEqualTo(1_000);
		chunk(1_001, 0, 1_000, 2_000);
		assertThat(this.peer.sent()).last().isEqualTo("1001: 1+500 {}");
	}

	@Test
	void shouldRefuseNewOnesWhenTooManyAreAlive() {
		for (int i = 0; i < 5; i++) {
			chunk(1_000 + i, 0, 10, 100);
		}
		assertThat(this.peer.refused)
			.containsExactly("overloaded 1004: 4 messages of this peer are unfinished, and there is no room for more");
		this.peer.passes(8 * ReceiverFixture.SECOND);
		chunk(1_003, 1, 10, 100);
		chunk(1_005, 0, 10, 100);
		assertThat(this.peer.receiver.reassemblies()).isEqualTo(4);
		assertThat(this.peer.dropped).containsExactly(DropReason.OVERLOADED, DropReason.ABANDONED);
	}

	@Test
	void shouldExpireWhenNothingNewComes() {
		chunk(1_000, 0, 10, 100);
		this.peer.passes(30 * ReceiverFixture.SECOND);
		assertThat(this.peer.dropped).containsExactly(DropReason.EXPIRED);
		assertThat(this.peer.budget.bytes()).isZero();
		this.peer.sent();
		this.peer.endOfBatch();
		assertThat(this.peer.sent()).isEmpty();
	}

	@Test
	void shouldBeOrdinaryFragmentsWhenExtensionsAreOff() {
		ReceiverFixture plain = new ReceiverFixture(
				new ReceiverSettings(1_200, 1_000, 1_000, 4, 1_000, 1_000, 1_000, 10, false));
		chunk(plain, 9, 0, 2, 10);
		chunk(plain, 9, 1, 2, 20);
		chunk(plain, 256, 1, 2, 20);
		assertThat(plain.payloads).hasSize(1);
		assertThat(plain.dropped).containsExactly(DropReason.MALFORMED);
		assertThat(plain.delivered.get(0).headers()).isEqualTo(Headers.EMPTY);
		assertThat(plain.sent()).isEmpty();
		plain.close();
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	private static FragmentPlan plan(long id, byte[] payload, String... more) {
		return FragmentPlan.of(HEADERS.toBuilder().addAll(Headers.of(more)).build(), payload.length, id, true, 1_200,
				4);
	}

	private void chunk(long id, long index, long total, int length) {
		chunk(this.peer, id, index, total, length);
	}

	private static void chunk(ReceiverFixture peer, long id, long index, long total, int length) {
		peer.receive(FrameFlags.FRAG, new byte[length],
				Headers.of("vx", "1", "frag-id", "" + id, "frag-index", "" + index, "frag-total", "" + total));
	}

}
