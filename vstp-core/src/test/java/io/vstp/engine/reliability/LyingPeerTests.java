package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many messages to a peer that answers what suits it.
 */
class LyingPeerTests {

	private static final int MESSAGES = 400;

	private static final int FRAGMENTS = 3;

	private final SenderDriver driver = new SenderDriver();

	private final List<RecordingOutbound> outbounds = new ArrayList<>();

	private int datagrams;

	@BeforeEach
	void send() {
		this.driver.sender.peerIsExtended();
		for (int i = 0; i < MESSAGES; i++) {
			this.outbounds.add(this.driver.sendForAck(3_000, "m" + i));
		}
	}

	@AfterEach
	void worksOnceThePeerIsHonest() {
		assertThat(this.outbounds).allSatisfy((
				outbound) -> assertThat(outbound.events).isNotEmpty().last().asString().startsWith("NOT_ACKNOWLEDGED"));
		assertThat(this.datagrams).isLessThan(MESSAGES * 30);
		assertThat(this.driver.calls).isLessThan(MESSAGES * 60);
		this.driver.take();
		List<RecordingOutbound> later = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			later.add(this.driver.sendForAck(3_000, "later" + i));
		}
		run((id, index, msgId) -> {
			this.driver.progress(id, index + 1, 100);
			if (index == FRAGMENTS - 1) {
				this.driver.ack(msgId);
			}
		});
		assertThat(later)
			.allSatisfy((outbound) -> assertThat(outbound.events).containsExactly("transmitted", "acknowledged"));
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldGiveUpWhenPeerIsSilentAndThenHasAllButSendsNoAck() {
		Set<String> arrived = new HashSet<>();
		run((id, index, msgId) -> {
			if (!FragmentIds.isUnguessable(id) && index == FRAGMENTS - 1
					&& this.driver.progress(id, FRAGMENTS, 1_000)) {
				arrived.add(msgId);
			}
		});
		assertThat(arrived).as("which is the lie").hasSizeGreaterThan(10);
	}

	@Test
	void shouldGiveUpWhenPeerAlwaysHasAllButSendsNoAck() {
		run((id, index, msgId) -> this.driver.progress(id, FRAGMENTS, 1_000));
		assertThat(this.driver.proved).isPositive();
	}

	@Test
	void shouldGiveUpWhenPeerNeverHasLastFragment() {
		run((id, index, msgId) -> this.driver.progress(id, FRAGMENTS - 1, 1_000));
	}

	@Test
	void shouldGiveUpWhenPeerIsSilentAndThenNeverHasLastFragment() {
		run((id, index, msgId) -> {
			if (!FragmentIds.isUnguessable(id)) {
				this.driver.progress(id, FRAGMENTS - 1, 1_000);
			}
		});
	}

	@Test
	void shouldGiveUpWhenPeerIsSilentAndOffersExtensionsAgainAndAgain() {
		run((id, index, msgId) -> this.driver.sender.peerIsExtended());
	}

	@Test
	void shouldGiveUpWhenPeerHasAllWheneverNobodyExpectsItTo() {
		List<Long> ids = new ArrayList<>();
		run((id, index, msgId) -> {
			ids.add(id);
			for (long known = 0; known < 256; known += 7) {
				this.driver.progress(known, FRAGMENTS, 1_000);
			}
			this.driver.progress(ids.get(ids.size() / 2), FRAGMENTS, 1_000);
		});
	}

	private void run(Peer peer) {
		int rounds = 0;
		while (!this.driver.sender.isIdle()) {
			assertThat(rounds++).as("rounds of 5 ms or so").isLessThan(200_000);
			// Not in step with the clock's overflow: that very time means never.
			this.driver.advance(5.1);
			List<Frame> sent = List.copyOf(this.driver.sent);
			this.driver.sent.clear();
			this.datagrams += sent.size();
			for (Frame frame : sent) {
				peer.received(frame.headers().getNumber(HeaderNames.FRAG_ID),
						(int) frame.headers().getNumber(HeaderNames.FRAG_INDEX), frame.header(HeaderNames.MSG_ID));
				frame.release();
			}
		}
	}

	private interface Peer {

		void received(long id, int index, String msgId);

	}

}
