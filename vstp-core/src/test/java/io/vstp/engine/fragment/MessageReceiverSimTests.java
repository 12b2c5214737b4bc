package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two messages at a time whose fragments are mixed, lost and doubled. {@code -Dvstp.seed}
 * replays a run, {@code -Dvstp.sim.runs} makes more or fewer.
 */
class MessageReceiverSimTests {

	private static final int RUNS = Integer.getInteger("vstp.sim.runs", 600);

	@Test
	void shouldDeliverEachMessageOnceAndIntactWhateverHappensToItsFragments() {
		long first = Seeds.next();
		for (int i = 0; i < RUNS; i++) {
			long seed = first + i;
			try {
				run(Seeds.random(seed));
			}
			catch (Throwable ex) {
				throw new AssertionError("Seed %d (-Dvstp.seed=%d -Dvstp.sim.runs=1)".formatted(seed, seed), ex);
			}
		}
	}

	private static void run(Random random) {
		ReceiverFixture peer = new ReceiverFixture();
		peer.acknowledge = true;
		if (random.nextBoolean()) {
			peer.receiver.validated();
		}
		List<Sent> messages = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			messages.add(new Sent(random, i));
		}
		double loss = random.nextInt(3) * 0.15;
		for (int round = 0; round < 200 && messages.stream().anyMatch((sent) -> !sent.isDone()); round++) {
			List<Runnable> datagrams = new ArrayList<>();
			messages.forEach((sent) -> sent.transmit(datagrams, peer));
			Collections.shuffle(datagrams, random);
			for (Runnable datagram : datagrams) {
				if (random.nextDouble() >= loss) {
					datagram.run();
				}
				if (random.nextInt(10) == 0) {
					datagram.run();
				}
				if (random.nextInt(30) == 0) {
					peer.endOfBatch();
				}
			}
			peer.endOfBatch();
			for (Frame frame : peer.sent) {
				if (random.nextDouble() >= loss) {
					messages.forEach((sent) -> sent.answered(frame));
				}
			}
			peer.sent.clear();
		}
		check(peer, messages);
	}

	private static void check(ReceiverFixture peer, List<Sent> messages) {
		assertThat(messages).allMatch(Sent::isDone);
		assertThat(peer.delivered).hasSize(2);
		for (int i = 0; i < 2; i++) {
			Frame message = peer.delivered.get(i);
			Sent sent = messages.get(Integer.parseInt(message.header("msg-id")));
			assertThat(peer.payloads.get(i)).isEqualTo(sent.payload);
			assertThat(message.headers()).isEqualTo(sent.headers);
			assertThat(message.flags()).isEqualTo(FrameFlags.REQ_ACK);
		}
		assertThat(peer.refused).isEmpty();
		assertThat(peer.receiver.reassemblies()).isZero();
		assertThat(peer.budget.bytes()).isZero();
		assertThat(peer.budget.reassemblies()).isZero();
		peer.passes(60 * ReceiverFixture.SECOND);
		assertThat(peer.budget.remembered()).isZero();
		assertThat(peer.receiver.nextDeadline()).isEqualTo(Long.MAX_VALUE);
		peer.close();
	}

	/**
	 * A message under way, of either kind.
	 */
	private static final class Sent {

		private final boolean vx;

		private final byte[] payload;

		private final Headers headers;

		private long fragId;

		private long next;

		private long window = 10;

		private boolean acknowledged;

		private boolean arrived;

		private BitSet received = new BitSet();

		Sent(Random random, int number) {
			this.vx = random.nextBoolean();
			// A message of part 1 has to come whole in one go.
			this.payload = new byte[random.nextInt(1 << (4 + random.nextInt(this.vx ? 12 : 7)))];
			random.nextBytes(this.payload);
			this.headers = Headers.of("msg-id", "" + number, "n", "x".repeat(random.nextInt(100)));
			this.fragId = (this.vx ? 1_000 : 0) + number;
		}

		private FragmentPlan plan() {
			return FragmentPlan.of(this.headers, this.payload.length, this.fragId, this.vx, 400, 4);
		}

		void transmit(List<Runnable> datagrams, ReceiverFixture peer) {
			if (isDone()) {
				return;
			}
			if (!this.vx) {
				this.fragId = (this.fragId + 2) % 256;
			}
			FragmentPlan plan = plan();
			for (int i = 0; i < plan.fragments(); i++) {
				int index = i;
				boolean wanted = !this.vx || (i >= this.next && i < this.next + this.window && !this.received.get(i));
				if (wanted || (this.arrived && i == plan.fragments() - 1)) {
					datagrams.add(() -> peer.fragment(plan, FrameFlags.REQ_ACK, this.payload, index));
				}
			}
		}

		void answered(Frame frame) {
			ProgressAck progress = ProgressAck.of(frame);
			if (progress == null) {
				this.acknowledged |= frame.headers()
					.equals(this.vx ? Headers.of("msg-id", this.headers.get("msg-id"), "vx", "1")
							: Headers.of("msg-id", this.headers.get("msg-id")));
			}
			else if (this.vx && progress.fragId() == this.fragId && progress.next() >= this.next) {
				this.next = progress.next();
				this.window = progress.window();
				this.received = new BitSet();
				progress.arrived().stream().forEach((bit) -> this.received.set((int) (this.next + bit)));
				this.arrived = this.next == plan().fragments();
			}
		}

		boolean isDone() {
			return this.acknowledged;
		}

	}

}
