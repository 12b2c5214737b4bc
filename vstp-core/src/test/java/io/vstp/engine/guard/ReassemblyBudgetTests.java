package io.vstp.engine.guard;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What peers may take, and what newcomers may.
 */
class ReassemblyBudgetTests {

	private final ReassemblyBudget budget = new ReassemblyBudget(1_000, 800, 300, 200, 6, 4);

	@Test
	void shouldLimitNewcomersAloneAndTogether() {
		PeerShare first = this.budget.newShare();
		PeerShare second = this.budget.newShare();
		assertThat(first.tryTakeBytes(201)).isFalse();
		assertThat(first.tryTakeBytes(200)).isTrue();
		assertThat(second.availableBytes()).isEqualTo(100);
		assertThat(second.tryTakeBytes(101)).isFalse();
		assertThat(second.tryTakeBytes(100)).isTrue();
		assertThat(this.budget.bytes()).isEqualTo(300);
	}

	@Test
	void shouldKeepRoomForEstablishedPeersWhenNewcomersHaveTheirs() {
		PeerShare newcomer = this.budget.newShare();
		newcomer.tryTakeBytes(200);
		PeerShare established = this.budget.newShare();
		established.establish();
		assertThat(established.tryTakeBytes(801)).isFalse();
		assertThat(established.tryTakeBytes(800)).isTrue();
		assertThat(established.availableBytes()).isZero();
		assertThat(newcomer.availableBytes()).isZero();
	}

	@Test
	void shouldFreeNewcomersShareWhenPeerIsEstablished() {
		PeerShare first = this.budget.newShare();
		first.tryTakeBytes(200);
		PeerShare second = this.budget.newShare();
		second.tryTakeBytes(100);
		first.establish();
		first.establish();
		assertThat(first.isEstablished()).isTrue();
		assertThat(second.availableBytes()).isEqualTo(100);
		assertThat(first.tryTakeBytes(600)).isTrue();
		assertThat(second.availableBytes()).isEqualTo(100);
	}

	@Test
	void shouldLeaveHalfToEstablishedPeersWhenThingsAreCounted() {
		PeerShare newcomer = this.budget.newShare();
		PeerShare established = this.budget.newShare();
		established.establish();
		assertThat(newcomer.tryBegin() && newcomer.tryBegin() && newcomer.tryBegin()).isTrue();
		assertThat(newcomer.tryBegin()).isFalse();
		assertThat(established.tryBegin() && established.tryBegin() && established.tryBegin()).isTrue();
		assertThat(established.tryBegin()).isFalse();
		assertThat(newcomer.tryRemember() && newcomer.tryRemember()).isTrue();
		assertThat(newcomer.tryRemember()).isFalse();
		assertThat(established.tryRemember() && established.tryRemember()).isTrue();
		assertThat(established.tryRemember()).isFalse();
		newcomer.end();
		newcomer.forget();
		assertThat(this.budget.reassemblies()).isEqualTo(5);
		assertThat(this.budget.remembered()).isEqualTo(3);
		assertThat(newcomer.tryBegin()).isTrue();
		assertThat(newcomer.tryRemember()).isTrue();
	}

	@Test
	void shouldHaveAllBackWhenClosed() {
		for (boolean establish : new boolean[] { false, true }) {
			PeerShare share = this.budget.newShare();
			share.tryTakeBytes(100);
			share.tryBegin();
			share.tryRemember();
			if (establish) {
				share.establish();
			}
			share.tryTakeBytes(50);
			share.giveBackBytes(20);
			assertThat(this.budget.bytes()).isEqualTo(130);
			share.close();
			share.close();
			assertThat(this.budget.bytes()).isZero();
			assertThat(this.budget.reassemblies()).isZero();
			assertThat(this.budget.remembered()).isZero();
			assertThat(this.budget.newShare().availableBytes()).isEqualTo(200);
		}
	}

}
