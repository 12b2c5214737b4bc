package io.vstp.engine.session;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the server's end closes.
 */
class SessionClosingTests {

	private final EngineDriver<ServerSessionEngine> server = new EngineDriver<>(EngineDriver.SETTINGS,
			(settings, effects) -> new ServerSessionEngine(settings, effects, true, false));

	@AfterEach
	void shouldHaveReleasedAll() {
		this.server.checkReleased();
	}

	@Test
	void shouldAnswerByeOnceWorkIsDoneWhenGreetedPeerSaysBye() {
		greet();
		this.server.receive(FrameType.DATA);
		this.server.receive(FrameType.DATA);
		assertThat(this.server.receive(FrameType.BYE)).isEmpty();
		assertThat(this.server.engine().isOpen()).isFalse();
		assertThat(this.server.complete(1)).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("send BYE", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PEER_BYE);
		assertThat(this.server.inputEnded()).isEmpty();
		assertThat(this.server.advance(0).take()).containsExactly("close");
	}

	@Test
	void shouldNotAnswerByeWhenPeerIsNotGreeted() {
		this.server.receive(FrameType.DATA);
		assertThat(this.server.receive(FrameType.BYE)).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PEER_BYE);
	}

	@Test
	void shouldRefuseFramesWhenTheyComeBehindBye() {
		this.server.receive(FrameType.DATA);
		this.server.receive(FrameType.BYE);
		assertThat(this.server.receive(FrameType.DATA, "correlation-id", "c1"))
			.containsExactly("error shutting-down for {correlation-id=c1}");
		this.server.complete(1);
		assertThat(this.server.receive(FrameType.DATA, "correlation-id", "c2")).isEmpty();
	}

	@Test
	void shouldTakeFramesUntilGraceIsOverWhenStopped() {
		greet();
		assertThat(this.server.stop()).isEmpty();
		assertThat(this.server.engine().isOpen()).isFalse();
		assertThat(this.server.advance(99).take()).isEmpty();
		assertThat(this.server.receive(FrameType.DATA, "correlation-id", "c1"))
			.containsExactly("deliver DATA {correlation-id=c1} 'x'");
		assertThat(this.server.advance(99).take()).isEmpty();
		assertThat(this.server.receive(FrameType.DATA)).containsExactly("deliver DATA 'x'");
		assertThat(this.server.advance(100).take()).isEmpty();
		assertThat(this.server.receive(FrameType.DATA, "correlation-id", "c2", "msg-id", "2"))
			.containsExactly("error shutting-down for {correlation-id=c2, msg-id=2}");
		assertThat(this.server.receive(FrameType.PING)).containsExactly("send PONG 'x'");
		assertThat(this.server.complete(2)).containsExactly("send BYE", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.LOCAL);
		assertThat(this.server.receive(FrameType.DATA)).isEmpty();
		assertThat(this.server.receive(FrameType.BYE)).isEmpty();
	}

	@Test
	void shouldTakeFramesForASecondAtMostWhenPeerGoesOnSending() {
		greet();
		this.server.stop();
		for (int i = 0; i < 20; i++) {
			assertThat(this.server.advance(50).receive(FrameType.DATA))
				.containsExactly((i < 19) ? "deliver DATA 'x'" : "refuse DATA with shutting-down");
		}
	}

	@Test
	void shouldTakeFrameWhenItsBytesWereStillComingAsItWasStopped() {
		greet();
		this.server.stop();
		for (int i = 0; i < 10; i++) {
			assertThat(this.server.advance(90).hear()).isEmpty();
		}
		assertThat(this.server.advance(90).receive(FrameType.DATA)).containsExactly("deliver DATA 'x'");
		assertThat(this.server.complete(1)).isEmpty();
		assertThat(this.server.advance(10).take()).containsExactly("send BYE", "end output");
	}

	@Test
	void shouldWaitForASecondAtMostWhenBytesAreNoFrame() {
		greet();
		this.server.stop();
		for (int i = 0; i < 19; i++) {
			assertThat(this.server.advance(50).hear()).isEmpty();
		}
		assertThat(this.server.advance(50).take()).containsExactly("send BYE", "end output");
	}

	@Test
	void shouldWaitNoLongerWhenBytesComeAfterGrace() {
		greet();
		this.server.receive(FrameType.DATA);
		this.server.stop();
		this.server.advance(100).hear();
		assertThat(this.server.receive(FrameType.DATA)).containsExactly("refuse DATA with shutting-down");
	}

	@Test
	void shouldEndByItselfAfterGraceWhenStoppedWithoutWork() {
		greet();
		this.server.stop();
		assertThat(this.server.advance(99).take()).isEmpty();
		assertThat(this.server.advance(1).take()).containsExactly("send BYE", "end output");
		assertThat(this.server.advance(499).take()).isEmpty();
		assertThat(this.server.advance(1).take()).startsWith("close");
	}

	@Test
	void shouldNotSayByeToPartOnePeerWhenStopped() {
		this.server.receive(FrameType.DATA);
		this.server.stop();
		assertThat(this.server.advance(300).take()).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("end output");
	}

	@Test
	void shouldChangeNothingWhenStoppedTwice() {
		greet();
		this.server.stop();
		this.server.advance(60);
		assertThat(this.server.stop()).isEmpty();
		assertThat(this.server.advance(40).take()).containsExactly("send BYE", "end output");
		assertThat(this.server.stop()).isEmpty();
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.LOCAL);
	}

	@Test
	void shouldEndWithoutWaitingForGraceWhenPeerSaysByeToo() {
		greet();
		this.server.stop();
		assertThat(this.server.receive(FrameType.BYE)).containsExactly("send BYE", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.LOCAL);
	}

	@Test
	void shouldAnswerInFlightThenEndWithoutByeWhenPeerEndsItsHalf() {
		greet();
		this.server.receive(FrameType.DATA);
		assertThat(this.server.inputEnded()).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PEER_CLOSED);
	}

	@Test
	void shouldEndAtOnceWhenPeerEndsItsHalfAndNothingIsInFlight() {
		assertThat(this.server.inputEnded()).containsExactly("end output");
	}

	@Test
	void shouldTellWhatIsWrongWhenGarbageComesWhileStopping() {
		greet();
		this.server.receive(FrameType.DATA);
		this.server.stop();
		assertThat(this.server.fail(ErrorCode.MALFORMED, "bad")).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("error malformed for {}", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
	}

	@Test
	void shouldSayNothingWhenAborted() {
		greet();
		this.server.receive(FrameType.DATA);
		this.server.engine().abort(CloseReason.SLOW_CONSUMER);
		assertThat(this.server.take()).containsExactly("close");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.SLOW_CONSUMER);
		assertThat(this.server.complete(1)).isEmpty();
		assertThat(this.server.receive(FrameType.DATA)).isEmpty();
		assertThat(this.server.fail(ErrorCode.MALFORMED, "bad")).isEmpty();
		this.server.engine().abort(CloseReason.ABORTED);
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.SLOW_CONSUMER);
	}

	@Test
	void shouldStayOpenWhenNothingHappens() {
		greet();
		this.server.receive(FrameType.DATA);
		assertThat(this.server.complete(1)).isEmpty();
		assertThat(this.server.engine().isOpen()).isTrue();
		assertThat(this.server.engine().closeReason()).isNull();
	}

	private void greet() {
		this.server.receive(FrameType.HELLO);
	}

}
