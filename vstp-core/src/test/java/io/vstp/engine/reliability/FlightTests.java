package io.vstp.engine.reliability;

import java.util.BitSet;
import java.util.Random;

import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FlightTests {

	@Test
	void shouldHaveSentNothingWhenNew() {
		Flight flight = new Flight(3);
		assertThat(flight.fresh()).isZero();
		assertThat(flight.lowest()).isZero();
		assertThat(flight.missing()).isEqualTo(3);
		assertThat(flight.oldestInFlight()).isEqualTo(IndexList.NONE);
		assertThat(flight.firstLost()).isEqualTo(IndexList.NONE);
		assertThat(flight.isComplete()).isFalse();
	}

	@Test
	void shouldKeepOrderOfSendingWhenFragmentIsSentAgain() {
		Flight flight = sent(4);
		flight.sent(1, null, 100);
		assertThat(flight.newestInFlight()).isEqualTo(1);
		assertThat(flight.number(1)).isEqualTo(5);
		assertThat(flight.sentAt(1)).isEqualTo(100);
		assertThat(flight.wasSentAgain(1)).isTrue();
		assertThat(flight.wasSentAgain(2)).isFalse();
		assertThat(flight.inFlight()).isEqualTo(4);
	}

	@Test
	void shouldMoveFragmentWhenLostAndSentAgain() {
		Flight flight = sent(4);
		flight.lost(2);
		flight.lost(0);
		assertThat(flight.firstLost()).isEqualTo(2);
		assertThat(flight.inFlight()).isEqualTo(2);
		flight.sent(2, null, 5);
		assertThat(flight.firstLost()).isZero();
		assertThat(flight.acknowledge(0)).as("was in flight").isFalse();
		assertThat(flight.acknowledge(2)).isTrue();
		assertThat(flight.firstLost()).isEqualTo(IndexList.NONE);
		assertThat(flight.lowest()).isEqualTo(1);
	}

	@Test
	void shouldBeLostAsAWholeWhenSentLongAgo() {
		Flight flight = Flight.lost(3, 7);
		assertThat(flight.fresh()).isEqualTo(3);
		assertThat(flight.inFlight()).isZero();
		assertThat(flight.firstLost()).isZero();
		assertThat(flight.wasSentAgain(2)).isTrue();
	}

	@Test
	void shouldKnowWhatIsMissingWhateverTheOrder() {
		Random random = new Random(Seeds.next());
		for (int run = 0; run < 300; run++) {
			int total = 1 + random.nextInt(400);
			Flight flight = new Flight(total);
			BitSet arrived = new BitSet();
			while (!flight.isComplete()) {
				if (flight.fresh() < total && random.nextBoolean()) {
					flight.sent(flight.fresh(), null, 0);
				}
				int index = random.nextInt(total);
				if (index < flight.fresh() && !arrived.get(index)) {
					flight.acknowledge(index);
					arrived.set(index);
				}
				assertThat(flight.lowest()).isEqualTo(arrived.nextClearBit(0));
				assertThat(flight.missing()).isEqualTo(total - arrived.cardinality());
				int from = random.nextInt(total + 70);
				long[] expected = arrived.get(from, from + 64).toLongArray();
				assertThat(flight.acknowledgedFrom(from)).isEqualTo((expected.length == 0) ? 0 : expected[0]);
			}
			assertThat(flight.lowest()).isEqualTo(total);
			assertThat(flight.inFlight()).isZero();
		}
	}

	private static Flight sent(int total) {
		Flight flight = new Flight(total);
		for (int index = 0; index < total; index++) {
			flight.sent(index, null, index);
		}
		return flight;
	}

}
