package io.vstp.engine.fragment;

import java.util.Random;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How messages are cut.
 */
class FragmentPlanTests {

	private static final Headers HEADERS = Headers.of("sensor-id", "temp-001");

	@Test
	void shouldFillDatagramsWhenMessageIsLong() {
		FragmentPlan plan = FragmentPlan.of(HEADERS, 100_000, 7, true, 1_200, 4);
		assertThat(plan.fragments()).isBetween(10, 99);
		assertThat(plan.datagramLength(plan.fragments() - 2)).isEqualTo(1_200);
		assertThat(plan.datagramLength(0)).isEqualTo(1_199);
		assertThat(plan.length(0)).isEqualTo(plan.chunk());
	}

	@Test
	void shouldWriteIndexLastWhenHeadersAreBuilt() {
		FragmentPlan plan = FragmentPlan.of(HEADERS, 3_000, 4_294_967_295L, true, 1_200, 4);
		assertThat(plan.headers(2)).isEqualTo(Headers.of("sensor-id", "temp-001", "frag-id", "4294967295", "vx", "1",
				"frag-total", "3", "frag-index", "2"));
	}

	@Test
	void shouldNotOfferExtensionsWhenNotAskedTo() {
		FragmentPlan plan = FragmentPlan.of(HEADERS, 3_000, 255, false, 1_200, 4);
		assertThat(plan.headers(0).contains(HeaderNames.VX)).isFalse();
		assertThat(plan.fragId()).isEqualTo(255);
	}

	@Test
	void shouldStayShorterThanWholeMessagesWhenExtensionsAreNotOffered() {
		FragmentPlan plan = FragmentPlan.of(HEADERS, 2_000, 1, false, 2_400, 4);
		assertThat(plan.fragments()).isEqualTo(2);
		assertThat(plan.datagramLength(0)).isEqualTo(1_200);
	}

	@Test
	void shouldLeaveOutHeadersWhenTheyBelongToFragments() {
		Headers headers = Headers.of("frag-id", "x", "a", "b", "frag-index", "9", "frag-total", "y", "vx", "z");
		FragmentPlan plan = FragmentPlan.of(headers, 10, 1, true, 1_200, 4);
		assertThat(plan.headers(0))
			.isEqualTo(Headers.of("a", "b", "frag-id", "1", "vx", "1", "frag-total", "1", "frag-index", "0"));
	}

	@Test
	void shouldHaveOneFragmentWhenPayloadIsEmpty() {
		FragmentPlan plan = FragmentPlan.of(HEADERS, 0, 1, true, 1_200, 0);
		assertThat(plan.fragments()).isOne();
		assertThat(plan.length(0)).isZero();
	}

	@Test
	void shouldRefuseWhenHeadersLeaveNoRoom() {
		Headers wide = Headers.of("a", "x".repeat(250));
		assertThat(FragmentPlan.of(wide, 10, 1, true, 300, 4)).isNull();
		// Room for ten fragments with one digit, and not for the eleventh with two.
		int head = 11 + 4 + wide.byteLength() + 10 + 5 + 13 + 13;
		assertThat(FragmentPlan.of(wide, 9, 1, true, head + 1, 4)).isNotNull();
		assertThat(FragmentPlan.of(wide, 10, 1, true, head + 1, 4)).isNull();
	}

	@Test
	void shouldCoverPayloadAndKeepLimitWhateverTheNumbers() {
		Random random = new Random(Seeds.next());
		for (int i = 0; i < 2_000; i++) {
			Headers headers = Headers.of("h", "x".repeat(random.nextInt(200)));
			int payload = random.nextInt(1 << (1 + random.nextInt(30)));
			int maxDatagram = 320 + random.nextInt(2_000);
			int trailer = random.nextBoolean() ? 4 : 0;
			boolean offer = random.nextBoolean();
			FragmentPlan plan = FragmentPlan.of(headers, payload, random.nextInt(256), offer, maxDatagram, trailer);
			int last = plan.fragments() - 1;
			assertThat((long) last * plan.chunk() + plan.length(last)).isEqualTo(payload);
			assertThat(plan.length(last)).isBetween(Math.min(payload, 1), plan.chunk());
			for (int index : new int[] { 0, last / 2, Math.max(0, last - 1), last }) {
				assertThat(plan.datagramLength(index)).isLessThanOrEqualTo(offer ? maxDatagram : 1_200)
					.isEqualTo(11 + plan.headers(index).byteLength() + plan.length(index) + trailer);
			}
		}
	}

}
