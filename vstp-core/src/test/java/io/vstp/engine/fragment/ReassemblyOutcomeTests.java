package io.vstp.engine.fragment;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of messages in fragments, and of those that come again.
 */
class ReassemblyOutcomeTests {

	private static final byte[] PAYLOAD = new byte[2_000];

	private static final Headers HEADERS = Headers.of("msg-id", "5");

	private final ReceiverFixture peer = new ReceiverFixture(ReceiverFixture.SETTINGS,
			new ReassemblyBudget(1_000_000, 1_000_000, 1_000_000, 1_000_000, 4, 1_000));

	@AfterEach
	void shouldEndEachThatWasStarted() {
		this.peer.close();
		assertThat(this.peer.outcomes).hasSize(this.peer.started);
		assertThat(this.peer.budget.reassemblies()).isZero();
	}

	@Test
	void shouldBeCompletedWhenAllFragmentsAreThere() {
		fragment(7, 0);
		assertThat(this.peer.started).isEqualTo(1);
		assertThat(this.peer.outcomes).isEmpty();
		assertThat(this.peer.budget.bytes()).isGreaterThan(0).isLessThanOrEqualTo(this.peer.budget.maxBytes());
		fragment(7, 1);
		assertThat(this.peer.outcomes).containsExactly(ReassemblyOutcome.COMPLETED);
	}

	@Test
	void shouldBeExpiredWhenTheRestDoesNotCome() {
		fragment(7, 0);
		this.peer.passes(31 * ReceiverFixture.SECOND);
		assertThat(this.peer.outcomes).containsExactly(ReassemblyOutcome.EXPIRED);
	}

	@Test
	void shouldBeRefusedWhenThereAreTooManyOrItIsTooLong() {
		chunk(1, 0, 2, 1_000);
		chunk(2, 0, 2, 1_000);
		chunk(3, 0, 2, 1_000);
		assertThat(this.peer.outcomes).containsExactly(ReassemblyOutcome.REFUSED);
		chunk(2, 1, 2, 1_000);
		chunk(4, 0, 90_000, 1_000);
		assertThat(this.peer.outcomes).containsExactly(ReassemblyOutcome.REFUSED, ReassemblyOutcome.COMPLETED,
				ReassemblyOutcome.REFUSED);
		assertThat(this.peer.started).isEqualTo(4);
	}

	@Test
	void shouldBeAbandonedWhenSessionEnds() {
		fragment(7, 0);
		this.peer.close();
		assertThat(this.peer.outcomes).containsExactly(ReassemblyOutcome.ABANDONED);
	}

	@Test
	void shouldCountRepetitionOnceWhenAllItsFragmentsComeAgain() {
		fragment(7, 0);
		fragment(7, 0);
		assertThat(this.peer.repeated).as("not delivered yet").isZero();
		fragment(7, 1);
		fragment(7, 0);
		fragment(7, 1);
		assertThat(this.peer.repeated).isEqualTo(1);
		fragment(70_000, 0);
		fragment(70_000, 1);
		assertThat(this.peer.repeated).as("under another number").isEqualTo(2);
		assertThat(this.peer.delivered).hasSize(1);
	}

	@Test
	void shouldCountRepetitionWhenMessageIsShort() {
		for (int i = 0; i < 3; i++) {
			this.peer.receive(FrameFlags.REQ_ACK, "x", "msg-id", "9");
		}
		assertThat(this.peer.repeated).isEqualTo(2);
		this.peer.receive(FrameFlags.NONE, "x", "msg-id", "9");
		assertThat(this.peer.repeated).as("without ACK nothing is known again").isEqualTo(2);
		assertThat(this.peer.delivered).hasSize(2);
	}

	private void fragment(long id, int index) {
		FragmentPlan plan = FragmentPlan.of(HEADERS, PAYLOAD.length, id, true, 1_200, 4);
		this.peer.fragment(plan, FrameFlags.REQ_ACK, PAYLOAD, index);
	}

	private void chunk(long id, long index, long total, int length) {
		this.peer.receive(FrameFlags.FRAG, new byte[length],
				Headers.of("vx", "1", "frag-id", "" + id, "frag-index", "" + index, "frag-total", "" + total));
	}

}
