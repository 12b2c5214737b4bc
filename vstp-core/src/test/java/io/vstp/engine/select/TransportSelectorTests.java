package io.vstp.engine.select;

import io.vstp.frame.Transport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TransportSelectorTests {

	private final SelectorFixture fixture = new SelectorFixture();

	private final TransportSelector selector = this.fixture.selector;

	@Test
	void shouldHaveNoChoiceWhenNothingIsKnown() {
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isNull();
		assertThat(this.selector.isProbeDue(Transport.TCP, false, 0)).isTrue();
		assertThat(this.selector.isProbeDue(Transport.UDP, false, 0)).isTrue();
	}

	@Test
	void shouldTakeTheOneThatIsUpWhenOtherIsNotKnown() {
		this.fixture.probe(Transport.TCP, 1);
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.TCP);
		this.fixture.probe(Transport.UDP, 1);
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.UDP);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
		assertThat(this.fixture.switches).allMatch((change) -> change.reason() == SwitchReason.PROBED);
	}

	@Test
	void shouldChooseByKindWhenBothAreUp() {
		this.fixture.bothUp();
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.UDP);
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.TCP);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
	}

	@Test
	void shouldChooseFasterOneForReliableWhenBothWereProbed() {
		this.fixture.probe(Transport.TCP, 60);
		this.fixture.probe(Transport.UDP, 5);
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.UDP);
	}

	@Test
	void shouldGiveUpTransportThatNeverAnswersWhenProbesAreUsedUp() {
		this.fixture.probe(Transport.TCP, 1);
		this.fixture.miss(Transport.UDP);
		this.fixture.miss(Transport.UDP);
		assertThat(this.selector.state(Transport.UDP)).isEqualTo(TransportState.UNKNOWN);
		this.fixture.miss(Transport.UDP);
		assertThat(this.selector.state(Transport.UDP)).isEqualTo(TransportState.DOWN);
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.TCP);
		assertThat(this.selector.isProbeDue(Transport.UDP, false, this.fixture.now + SelectorFixture.millis(3_000)))
			.isFalse();
		assertThat(this.selector.isProbeDue(Transport.UDP, false, this.fixture.now + SelectorFixture.millis(4_000)))
			.isTrue();
	}

	@Test
	void shouldFailOverAtOnceWhenThresholdIsReached() {
		this.fixture.bothUp();
		this.fixture.switches.clear();
		for (int i = 0; i < 2; i++) {
			this.fixture.pass(100);
			this.selector.unanswered(Transport.UDP, this.fixture.now);
		}
		assertThat(this.fixture.switches).isEmpty();
		this.fixture.pass(100);
		this.selector.unanswered(Transport.UDP, this.fixture.now);
		assertThat(this.fixture.switches).singleElement().satisfies((change) -> {
			assertThat(change.kind()).isEqualTo(MessageKind.DATAGRAM);
			assertThat(change.to()).isEqualTo(Transport.TCP);
			assertThat(change.reason()).isEqualTo(SwitchReason.FAILOVER);
		});
	}

	@Test
	void shouldCountFailuresOnceWhenTheyComeTogether() {
		this.fixture.bothUp();
		for (int i = 0; i < 50; i++) {
			this.selector.unanswered(Transport.UDP, this.fixture.now);
		}
		assertThat(this.selector.state(Transport.UDP)).isEqualTo(TransportState.UP);
	}

	@Test
	void shouldCountAnewWhenAnAnswerComes() {
		this.fixture.bothUp();
		for (int i = 0; i < 10; i++) {
			this.fixture.pass(100);
			this.selector.unanswered(Transport.UDP, this.fixture.now);
			this.selector.answered(Transport.UDP, 5, this.fixture.now);
		}
		assertThat(this.selector.state(Transport.UDP)).isEqualTo(TransportState.UP);
	}

	@Test
	void shouldFailOverAtOnceWhenConnectionIsLost() {
		this.fixture.bothUp();
		this.selector.lost(Transport.TCP, this.fixture.now);
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.UDP);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.UDP);
	}

	@Test
	void shouldReturnOnlyAfterCooldownWhenTransportHasRecovered() {
		this.fixture.bothUp();
		this.selector.lost(Transport.TCP, this.fixture.now);
		this.selector.answered(Transport.TCP, 0, this.fixture.now);
		for (int i = 0; i < 99; i++) {
			this.fixture.pass(100);
			assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.UDP);
		}
		this.fixture.pass(100);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.UDP);
	}

	@Test
	void shouldReturnOnlyAfterDwellWhenTransportHasJustComeBack() {
		this.fixture.bothUp();
		this.selector.lost(Transport.TCP, this.fixture.now);
		this.fixture.pass(30_000);
		this.selector.answered(Transport.TCP, 0, this.fixture.now);
		this.fixture.pass(4_900);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.UDP);
		this.fixture.pass(200);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
	}

	@Test
	void shouldLeaveLossyTransportWhenOtherIsBetterByMargin() {
		this.fixture.bothUp();
		for (int i = 0; i < 12; i++) {
			this.fixture.pass(100);
			this.selector.unanswered(Transport.UDP, this.fixture.now);
			this.selector.answered(Transport.UDP, 1, this.fixture.now);
		}
		assertThat(this.selector.loss(Transport.UDP)).isGreaterThan(0.2);
		this.fixture.pass(100);
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.TCP);
		assertThat(this.fixture.switches.get(this.fixture.switches.size() - 1).reason()).isEqualTo(SwitchReason.BETTER);
	}

	@Test
	void shouldStayWhenOtherIsBetterByLessThanMargin() {
		this.fixture.bothUp();
		for (int i = 0; i < 200; i++) {
			this.fixture.pass(1_000);
			this.fixture.probe(Transport.TCP, 15);
			this.fixture.probe(Transport.UDP, 1);
		}
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.TCP);
	}

	@Test
	void shouldFollowRoundTripWhenOneBecomesSlower() {
		this.fixture.bothUp();
		for (int i = 0; i < 100; i++) {
			this.fixture.pass(1_000);
			this.fixture.probe(Transport.TCP, 80);
			this.fixture.probe(Transport.UDP, 1);
		}
		assertThat(this.fixture.choice(MessageKind.RELIABLE)).isEqualTo(Transport.UDP);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
	}

	@Test
	void shouldStayWhereItIsWhenBothAreDown() {
		this.fixture.bothUp();
		this.selector.lost(Transport.TCP, this.fixture.now);
		this.selector.lost(Transport.UDP, this.fixture.now);
		assertThat(this.selector.isCutOff()).isTrue();
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.UDP);
		this.selector.answered(Transport.TCP, 0, this.fixture.now);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
		assertThat(this.fixture.choice(MessageKind.DATAGRAM)).isEqualTo(Transport.TCP);
	}

	@Test
	void shouldForgetChoiceWhenNothingHasConfirmedItForTtl() {
		this.fixture.bothUp();
		this.fixture.pass(300_000);
		assertThat(this.fixture.choice(MessageKind.LONG)).isEqualTo(Transport.TCP);
		this.fixture.pass(1);
		assertThat(this.fixture.choice(MessageKind.LONG)).isNull();
		assertThat(this.selector.isProbeDue(Transport.UDP, false, this.fixture.now)).isTrue();
	}

	@Test
	void shouldAskAtOnceWhenSomethingFoundNoAnswer() {
		this.fixture.bothUp();
		this.fixture.pass(100);
		assertThat(this.selector.isProbeDue(Transport.UDP, true, this.fixture.now)).isFalse();
		this.selector.unanswered(Transport.UDP, this.fixture.now);
		assertThat(this.selector.isProbeDue(Transport.UDP, true, this.fixture.now)).isTrue();
	}

	@Test
	void shouldAskSoonerWhenSomebodyWaitsForLong() {
		this.fixture.bothUp();
		this.fixture.pass(500);
		assertThat(this.selector.isProbeDue(Transport.TCP, false, this.fixture.now)).isFalse();
		assertThat(this.selector.isProbeDue(Transport.TCP, true, this.fixture.now)).isTrue();
		this.selector.answered(Transport.TCP, 1, this.fixture.now);
		assertThat(this.selector.isProbeDue(Transport.TCP, true, this.fixture.now)).isFalse();
	}

	@Test
	void shouldStayUpWhenProbesAreAnsweredThoughMessagesAreNot() {
		this.fixture.bothUp();
		for (int i = 0; i < 20; i++) {
			this.fixture.pass(100);
			this.selector.unanswered(Transport.UDP, this.fixture.now);
			assertThat(this.selector.isProbeDue(Transport.UDP, true, this.fixture.now)).isTrue();
			this.fixture.probe(Transport.UDP, 1);
		}
		assertThat(this.selector.state(Transport.UDP)).isEqualTo(TransportState.UP);
	}

}
