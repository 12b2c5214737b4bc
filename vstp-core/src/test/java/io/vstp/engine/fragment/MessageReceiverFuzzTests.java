package io.vstp.engine.fragment;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames whose headers say anything. {@code -Dvstp.seed} replays a run.
 */
class MessageReceiverFuzzTests {

	private static final int RUNS = 100;

	private static final int FRAMES = 400;

	private static final String[] NAMES = { "frag-id", "frag-index", "frag-total", "vx", "msg-id", "frag-ack", "x",
			"" };

	private static final String[] VALUES = { "", "0", "1", "2", "3", "4", "5", "254", "255", "256", "1000",
			"4294967295", "4294967296", "2147483647", "2147483648", "9999999999", "99999999999999999999", "-1", "+1",
			"01", "x", "\u0661" };

	@Test
	void shouldNeitherThrowNorKeepAnythingWhateverComes() {
		long first = Seeds.next();
		for (int i = 0; i < RUNS; i++) {
			long seed = first + i;
			try {
				run(Seeds.random(seed));
			}
			catch (Throwable ex) {
				throw new AssertionError("Seed %d (-Dvstp.seed=%d)".formatted(seed, seed), ex);
			}
		}
	}

	private static void run(Random random) {
		ReassemblyBudget budget = new ReassemblyBudget(40_000, 30_000, 15_000, 10_000, 6, 40);
		ReceiverSettings settings = new ReceiverSettings(300 + random.nextInt(1_000), 20_000, 300, 4, 5_000, 1_000,
				2_000, 15, random.nextInt(4) > 0);
		ReceiverFixture peer = new ReceiverFixture(settings, budget);
		ReceiverFixture other = new ReceiverFixture(settings, budget);
		peer.acknowledge = random.nextBoolean();
		int chunk = random.nextInt(1_500);
		for (int i = 0; i < FRAMES; i++) {
			ReceiverFixture target = (random.nextInt(4) > 0) ? peer : other;
			target.receive(frame(random, chunk));
			step(random, target);
			assertThat(budget.bytes()).isBetween(0L, 40_000L);
			assertThat(budget.reassemblies()).isEqualTo(peer.receiver.reassemblies() + other.receiver.reassemblies())
				.isLessThanOrEqualTo(6);
			assertThat(budget.remembered()).isBetween(0, 40);
			assertThat(peer.receiver.reassemblies()).isLessThanOrEqualTo(4);
		}
		for (Frame ack : peer.sent) {
			assertThat(11 + ack.headers().byteLength() + ack.payload().readableBytes() + 4)
				.isLessThanOrEqualTo(settings.maxDatagram());
		}
		peer.now += 2_000;
		other.now = peer.now;
		peer.passes(0);
		if (random.nextBoolean()) {
			peer.close();
			other.close();
		}
		else {
			other.passes(2_000);
		}
		assertThat(budget.bytes()).isZero();
		assertThat(budget.reassemblies()).isZero();
		assertThat(budget.remembered()).isZero();
	}

	private static void step(Random random, ReceiverFixture target) {
		switch (random.nextInt(40)) {
			case 0, 1, 2, 3 -> target.endOfBatch();
			case 4 -> target.receiver.validated();
			case 5 -> target.receiver.acknowledge(headers(random));
			case 6, 7 -> target.receiver.forget(headers(random));
			case 8, 9 -> target.passes(random.nextInt(600));
			default -> target.receiver.nextDeadline();
		}
	}

	private static Frame frame(Random random, int chunk) {
		FrameType type = FrameType.values()[random.nextInt(FrameType.values().length)];
		int length = (random.nextInt(5) > 0) ? chunk : random.nextInt(2_500);
		ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer(Math.max(1, length));
		// Few contents, so that messages repeat.
		payload.writeZero(length);
		int flags = (random.nextInt(5) > 0) ? FrameFlags.FRAG : 0;
		return Frame.of(type, flags | random.nextInt(2) * FrameFlags.REQ_ACK, headers(random), payload);
	}

	private static Headers headers(Random random) {
		HeadersBuilder headers = Headers.builder();
		if (random.nextInt(4) > 0) {
			int total = 1 + random.nextInt(random.nextBoolean() ? 4 : 300);
			headers.add("frag-id", "" + random.nextInt(random.nextBoolean() ? 3 : 300))
				.add("frag-total", "" + total)
				.add("frag-index", "" + random.nextInt(total));
		}
		if (random.nextBoolean()) {
			headers.add("vx", "1");
		}
		if (random.nextBoolean()) {
			headers.add("msg-id", "" + random.nextInt(6));
		}
		for (int i = random.nextInt(3); i > 0; i--) {
			headers.set(NAMES[random.nextInt(NAMES.length)], VALUES[random.nextInt(VALUES.length)]);
		}
		return headers.build();
	}

}
