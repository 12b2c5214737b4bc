package io.vstp.engine.fragment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that fit into a datagram, known again and acknowledged.
 */
class MessageReceiverTests {

	private static final int REQ_ACK = FrameFlags.REQ_ACK;

	private final ReceiverFixture peer = new ReceiverFixture();

	@AfterEach
	void shouldLeaveNothingBehind() {
		this.peer.close();
		assertThat(this.peer.budget.remembered()).isZero();
		assertThat(this.peer.receiver.nextDeadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void shouldDeliverAsItCameWhenUndivided() {
		this.peer.receive(FrameFlags.COMP, "x", "a", "b", "vx", "1");
		Frame message = this.peer.delivered.get(0);
		assertThat(message.headers()).isEqualTo(Headers.of("a", "b", "vx", "1"));
		assertThat(message.flags()).isEqualTo(FrameFlags.COMP);
		assertThat(this.peer.sent()).isEmpty();
	}

	@Test
	void shouldDeliverOnceWhenSentAgain() {
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.dropped).containsExactly(DropReason.DUPLICATE);
		assertThat(this.peer.sent()).as("not acknowledged yet").isEmpty();
		this.peer.receiver.acknowledge(Headers.of("msg-id", "1"));
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=1}", "ack {msg-id=1}");
	}

	@Test
	void shouldDeliverAnotherMessageWhenPeerCountsFromOneAgain() {
		this.peer.receive(REQ_ACK, "old", "msg-id", "1");
		this.peer.receiver.acknowledge(Headers.of("msg-id", "1"));
		this.peer.receive(REQ_ACK, "new", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(2);
		this.peer.sent();
		this.peer.receive(REQ_ACK, "new", "msg-id", "1");
		assertThat(this.peer.sent()).as("the new one is not acknowledged").isEmpty();
		this.peer.receive(REQ_ACK, "old", "msg-id", "1");
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=1}");
		assertThat(this.peer.delivered).hasSize(2);
	}

	@Test
	void shouldTellAgainWhenMessageThatFailedIsSentAgain() {
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "a", "b");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "a", "b");
		assertThat(this.peer.refused).as("while it is handled").isEmpty();
		this.peer.receiver.failed(Headers.of("msg-id", "1", "a", "b"), "out-of-stock");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "a", "b");
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.refused).containsExactly("out-of-stock again {msg-id=1}");
		assertThat(this.peer.sent()).isEmpty();
	}

	@Test
	void shouldDeliverEachOnceWhenOneIdStandsForSeveral() {
		for (int round = 0; round < 2; round++) {
			for (String payload : List.of("a", "b", "c")) {
				this.peer.receive(REQ_ACK, payload, "msg-id", "1");
			}
		}
		assertThat(this.peer.delivered).hasSize(3);
		assertThat(this.peer.dropped).hasSize(3).containsOnly(DropReason.DUPLICATE);
		assertThat(this.peer.budget.remembered()).isEqualTo(3);
	}

	@Test
	void shouldDeliverEachOnceWhenIdsAreNotUtf8() {
		this.peer.acknowledge = true;
		List<Headers> ids = IntStream.range(0x80, 0x88).mapToObj(MessageReceiverTests::id).toList();
		ids.forEach((id) -> this.peer.receive(REQ_ACK, "x".getBytes(StandardCharsets.UTF_8), id));
		ids.forEach((id) -> this.peer.receive(REQ_ACK, "x".getBytes(StandardCharsets.UTF_8), id));
		assertThat(this.peer.delivered).hasSize(8);
		List<Headers> acknowledged = this.peer.sent.stream().map(Frame::headers).toList();
		assertThat(acknowledged).hasSize(16);
		assertThat(acknowledged.subList(0, 8)).isEqualTo(ids);
		assertThat(acknowledged.subList(8, 16)).isEqualTo(ids);
		this.peer.receiver.forget(ids.get(3));
		ids.forEach((id) -> this.peer.receive(REQ_ACK, "x".getBytes(StandardCharsets.UTF_8), id));
		assertThat(this.peer.delivered).hasSize(9);
		assertThat(this.peer.delivered.get(8).headers()).isEqualTo(ids.get(3));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void shouldNotMixFragmentsWhenIdsAreNotUtf8(boolean vx) {
		Headers one = fragmentOf(id(0x80), vx);
		Headers other = fragmentOf(id(0x81), vx);
		this.peer.receive(REQ_ACK, "a".getBytes(StandardCharsets.UTF_8), one.with("frag-index", "0"));
		this.peer.receive(REQ_ACK, "b".getBytes(StandardCharsets.UTF_8), other.with("frag-index", "1"));
		assertThat(this.peer.dropped).containsExactly(DropReason.ABANDONED);
		assertThat(this.peer.delivered).isEmpty();
		this.peer.receive(REQ_ACK, "c".getBytes(StandardCharsets.UTF_8), other.with("frag-index", "0"));
		assertThat(this.peer.payloads).containsExactly("cb".getBytes(StandardCharsets.UTF_8));
		// The same two fragments, of another message.
		this.peer.receive(REQ_ACK, "c".getBytes(StandardCharsets.UTF_8), one.with("frag-index", "0"));
		this.peer.receive(REQ_ACK, "b".getBytes(StandardCharsets.UTF_8), one.with("frag-index", "1"));
		assertThat(this.peer.delivered).hasSize(2);
	}

	private static Headers fragmentOf(Headers id, boolean vx) {
		Headers headers = id.with("frag-id", "1").with("frag-total", "2");
		return vx ? headers.with("vx", "1") : headers;
	}

	private static Headers id(int value) {
		byte[] name = "msg-id".getBytes(StandardCharsets.UTF_8);
		return Headers.builder().add(name, new byte[] { (byte) value }).build();
	}

	@Test
	void shouldTellThemApartByHeadersWhenTwoHaveOneId() {
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "n", "old");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "n", "new");
		this.peer.receiver.acknowledge(Headers.of("msg-id", "1", "n", "old"));
		this.peer.sent();
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "n", "new");
		assertThat(this.peer.sent()).isEmpty();
		this.peer.receiver.forget(Headers.of("msg-id", "1", "n", "new"));
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "n", "old");
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=1}");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "n", "new");
		assertThat(this.peer.delivered).hasSize(3);
	}

	@Test
	void shouldDeliverAgainWhenForgotten() {
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		this.peer.receiver.forget(Headers.of("msg-id", "1"));
		this.peer.receiver.forget(Headers.of("msg-id", "1"));
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(2);
	}

	@Test
	void shouldKnowNothingAgainWhenThereIsNoIdOrNoAckIsWanted() {
		this.peer.acknowledge = true;
		this.peer.receive(REQ_ACK, "x");
		this.peer.receive(REQ_ACK, "x");
		assertThat(this.peer.sent()).containsExactly("ack {}", "ack {}");
		this.peer.receive(0, "x", "msg-id", "1");
		this.peer.receive(0, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(4);
	}

	@Test
	void shouldAnswerOfferWhenMessageHasVx() {
		this.peer.acknowledge = true;
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "vx", "1");
		this.peer.receive(REQ_ACK, "x", "msg-id", "1", "vx", "1");
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=1, vx=1}", "ack {msg-id=1, vx=1}");
	}

	@Test
	void shouldNotAnswerOfferWhenExtensionsAreOff() {
		ReceiverSettings settings = new ReceiverSettings(1_200, 1_000, 100, 4, 1_000, 1, 1_000, 10, false);
		ReceiverFixture plain = new ReceiverFixture(settings);
		plain.acknowledge = true;
		plain.receive(REQ_ACK, "x", "msg-id", "1", "vx", "1");
		plain.receive(REQ_ACK, "x", "msg-id", "1", "vx", "1");
		assertThat(plain.sent()).containsExactly("ack {msg-id=1}", "ack {msg-id=1}");
		plain.close();
	}

	@Test
	void shouldForgetWhenWindowIsOver() {
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		long deadline = this.peer.receiver.nextDeadline();
		assertThat(deadline - this.peer.now).isEqualTo(60 * ReceiverFixture.SECOND);
		this.peer.passes(60 * ReceiverFixture.SECOND - 1);
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(1);
		this.peer.passes(1);
		assertThat(this.peer.budget.remembered()).isZero();
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(2);
	}

	@Test
	void shouldForgetOldestWhenTheyAreTooMany() {
		for (int i = 0; i <= 200; i++) {
			this.peer.receive(REQ_ACK, "x", "msg-id", "" + i);
		}
		assertThat(this.peer.budget.remembered()).isEqualTo(200);
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(201);
		this.peer.receive(REQ_ACK, "x", "msg-id", "0");
		assertThat(this.peer.delivered).hasSize(202);
	}

	@Test
	void shouldBoundWhatIsRememberedWhenOneIdStandsForMany() {
		for (int i = 0; i < 1_000; i++) {
			this.peer.receive(REQ_ACK, "x" + i, "msg-id", "1");
		}
		assertThat(this.peer.delivered).hasSize(1_000);
		assertThat(this.peer.budget.remembered()).isEqualTo(200);
		this.peer.receive(REQ_ACK, "x800", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(1_000);
		this.peer.receive(REQ_ACK, "x799", "msg-id", "1");
		assertThat(this.peer.delivered).hasSize(1_001);
	}

	@Test
	void shouldRefuseNewcomersWhenNothingMoreCanBeRemembered() {
		ReassemblyBudget budget = new ReassemblyBudget(1_000, 1_000, 1_000, 1_000, 10, 4);
		ReceiverFixture first = new ReceiverFixture(ReceiverFixture.SETTINGS, budget);
		ReceiverFixture second = new ReceiverFixture(ReceiverFixture.SETTINGS, budget);
		for (int i = 0; i < 3; i++) {
			first.receive(REQ_ACK, "x", "msg-id", "" + i);
		}
		assertThat(first.delivered).as("it forgets its own oldest").hasSize(3);
		assertThat(budget.remembered()).isEqualTo(2);
		second.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(second.delivered).isEmpty();
		assertThat(second.refused).containsExactly("overloaded null: There is no room to remember the message");
		assertThat(second.dropped).containsExactly(DropReason.OVERLOADED);
		second.receiver.validated();
		second.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(second.delivered).hasSize(1);
		first.close();
		second.close();
		assertThat(budget.remembered()).isZero();
	}

	@Test
	void shouldDropWhenFragmentMakesNoSense() {
		List<Headers> malformed = List.of(Headers.EMPTY, Headers.of("frag-id", "1"),
				Headers.of("frag-id", "1", "frag-index", "0"), Headers.of("frag-index", "0", "frag-total", "2"),
				Headers.of("frag-id", "1", "frag-index", "2", "frag-total", "2"),
				Headers.of("frag-id", "1", "frag-index", "0", "frag-total", "0"),
				Headers.of("frag-id", "256", "frag-index", "0", "frag-total", "2"),
				Headers.of("frag-id", "1", "frag-index", "0", "frag-total", "256"),
				Headers.of("frag-id", "-1", "frag-index", "0", "frag-total", "2"),
				Headers.of("frag-id", "x", "frag-index", "0", "frag-total", "2"),
				Headers.of("vx", "1", "frag-id", "4294967296", "frag-index", "0", "frag-total", "2"),
				Headers.of("vx", "1", "frag-id", "1", "frag-index", "0", "frag-total", "4294967296"),
				Headers.of("vx", "1", "frag-id", "1", "frag-index", "", "frag-total", "2"));
		for (Headers headers : malformed) {
			this.peer.receive(FrameFlags.FRAG, "x".getBytes(StandardCharsets.UTF_8), headers);
			assertThat(this.peer.dropped).as("%s", headers).containsExactly(DropReason.MALFORMED);
			this.peer.dropped.clear();
		}
		assertThat(this.peer.delivered).isEmpty();
		assertThat(this.peer.sent()).isEmpty();
		assertThat(this.peer.refused).isEmpty();
		assertThat(this.peer.receiver.reassemblies()).isZero();
	}

	@Test
	void shouldTakeNothingWhenClosed() {
		this.peer.close();
		this.peer.receive(REQ_ACK, "x", "msg-id", "1");
		assertThat(this.peer.delivered).isEmpty();
	}

}
