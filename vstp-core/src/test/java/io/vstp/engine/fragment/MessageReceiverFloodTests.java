package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.List;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many addresses that each begin a message and do not go on.
 */
class MessageReceiverFloodTests {

	private static final int PEERS = 100_000;

	private static final int MAX_BYTES = 12_000_000;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void shouldStayWithinBudgetAndServeEstablishedPeerWhenFlooded(boolean vx) {
		ReassemblyBudget budget = new ReassemblyBudget(MAX_BYTES, 10_000_000, 2_000_000, 64_000, 10_000, 20_000);
		ReceiverFixture established = new ReceiverFixture(ReceiverFixture.SETTINGS, budget);
		established.receiver.validated();
		byte[] message = new byte[8_000_000];
		FragmentPlan plan = FragmentPlan.of(Headers.of("msg-id", "1"), message.length, 70_000, true, 1_200, 4);
		byte[] payload = new byte[1_100];
		Headers headers = Headers.of("frag-id", "1", "frag-index", "0", "frag-total", "200");
		Headers first = vx ? headers.with("vx", "1") : headers;
		List<ReceiverFixture> strangers = new ArrayList<>();
		int sent = 0;
		for (int i = 0; i < PEERS; i++) {
			ReceiverFixture stranger = new ReceiverFixture(ReceiverFixture.SETTINGS, budget);
			strangers.add(stranger);
			stranger.receive(Frame.data(first, payload).withFlags(FrameFlags.FRAG));
			if (i % 10 == 0 && sent < plan.fragments()) {
				established.fragment(plan, FrameFlags.REQ_ACK, message, sent++);
				assertThat(budget.bytes()).isLessThanOrEqualTo(MAX_BYTES);
			}
		}
		while (sent < plan.fragments()) {
			established.fragment(plan, FrameFlags.REQ_ACK, message, sent++);
		}
		assertThat(established.payloads).containsExactly(message);
		assertThat(budget.bytes()).isBetween(1_500_000L, 2_000_000L);
		assertThat(budget.reassemblies()).isLessThanOrEqualTo(5_000);
		assertThat(budget.remembered()).isLessThanOrEqualTo(10_002);
		assertThat(strangers.stream().filter((stranger) -> stranger.receiver.reassemblies() == 1).count())
			.isGreaterThan(700);
		strangers.forEach(ReceiverFixture::close);
		established.close();
		assertThat(budget.bytes()).isZero();
		assertThat(budget.reassemblies()).isZero();
		assertThat(budget.remembered()).isZero();
	}

}
