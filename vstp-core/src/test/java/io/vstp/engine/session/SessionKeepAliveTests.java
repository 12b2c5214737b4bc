package io.vstp.engine.session;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What engines do about silence.
 */
class SessionKeepAliveTests {

	private EngineDriver<? extends SessionEngine> driver = greetedServer(EngineDriver.SETTINGS);

	@AfterEach
	void shouldHaveReleasedAll() {
		this.driver.checkReleased();
	}

	@Test
	void shouldPingOnceThenCloseWhenPeerIsSilent() {
		assertThat(this.driver.advance(999).take()).isEmpty();
		assertThat(this.driver.advance(11).take()).containsExactly("send PING");
		assertThat(this.driver.advance(1_980).take()).isEmpty();
		assertThat(this.driver.advance(20).take()).startsWith("close");
		assertThat(this.driver.engine().closeReason()).isEqualTo(CloseReason.KEEPALIVE_TIMEOUT);
	}

	@Test
	void shouldPingWhenServerOfGreetedClientIsSilent() {
		this.driver = new EngineDriver<>(EngineDriver.SETTINGS,
				(settings, effects) -> new ClientSessionEngine(settings, effects, new OpenCalls(), true, false));
		this.driver.receive(FrameType.WELCOME);
		assertThat(this.driver.advance(1_010).take()).containsExactly("send PING");
		assertThat(this.driver.advance(2_010).take()).startsWith("close");
	}

	@Test
	void shouldStayWhenPeerAnswersEachPing() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.driver.advance(1_010).take()).containsExactly("send PING");
			assertThat(this.driver.receive(FrameType.PONG)).isEmpty();
		}
		assertThat(this.driver.engine().isOpen()).isTrue();
	}

	@Test
	void shouldTakeAnyByteForSignOfLifeWhenPinged() {
		this.driver.advance(1_010).take();
		this.driver.advance(1_900);
		this.driver.receive(FrameType.ERR);
		assertThat(this.driver.advance(990).take()).isEmpty();
		assertThat(this.driver.advance(20).take()).containsExactly("send PING");
	}

	@Test
	void shouldNotCountSilenceWhenNotReadingItself() {
		this.driver.deaf(true);
		assertThat(this.driver.advance(10_000).take()).isEmpty();
		this.driver.deaf(false);
		assertThat(this.driver.advance(980).take()).isEmpty();
		assertThat(this.driver.advance(20).take()).containsExactly("send PING");
	}

	@Test
	void shouldPingFirstWhenEventLoopStoodStill() {
		// The peer's bytes may be waiting to be read.
		this.driver.stall(10_000);
		this.driver.tick();
		assertThat(this.driver.take()).containsExactly("send PING");
		assertThat(this.driver.advance(1_980).take()).isEmpty();
		assertThat(this.driver.advance(20).take()).startsWith("close");
	}

	@Test
	void shouldNeverPingWhenKeepAliveIsOff() {
		this.driver = greetedServer(settings(0, 0));
		assertThat(this.driver.advance(1_000_000).take()).isEmpty();
	}

	@Test
	void shouldNeverPingNorCloseWhenPeerIsNotGreeted() {
		this.driver = server(EngineDriver.SETTINGS);
		assertThat(this.driver.advance(1_000_000).take()).isEmpty();
		assertThat(this.driver.engine().isOpen()).isTrue();
	}

	@Test
	void shouldCloseIdlePeerWhenItIsNotGreeted() {
		this.driver = server(settings(1_000, 5_000));
		this.driver.advance(3_000);
		this.driver.receive(FrameType.DATA);
		assertThat(this.driver.advance(20_000).take()).as("while it waits for a reply").isEmpty();
		this.driver.receive(FrameType.PING);
		this.driver.complete(1);
		assertThat(this.driver.advance(4_990).take()).isEmpty();
		assertThat(this.driver.advance(20).take()).startsWith("close");
		assertThat(this.driver.engine().closeReason()).isEqualTo(CloseReason.IDLE_TIMEOUT);
	}

	@Test
	void shouldNotCloseIdlePeerWhenItIsGreeted() {
		this.driver = greetedServer(settings(0, 5_000));
		assertThat(this.driver.advance(100_000).take()).isEmpty();
	}

	@Test
	void shouldStillNoticeDeadPeerWhenStopping() {
		this.driver.receive(FrameType.DATA);
		this.driver.stop();
		assertThat(this.driver.advance(1_010).take()).containsExactly("send PING");
		assertThat(this.driver.advance(2_010).take()).startsWith("close");
		assertThat(this.driver.engine().closeReason()).isEqualTo(CloseReason.LOCAL);
	}

	@Test
	void shouldFinishWorkWhenPeerHasEndedItsHalfAndIsSilent() {
		// It cannot answer a PING any more, but waits for its reply.
		this.driver.receive(FrameType.DATA);
		assertThat(this.driver.inputEnded()).isEmpty();
		assertThat(this.driver.advance(100_000).take()).isEmpty();
		assertThat(this.driver.complete(1)).containsExactly("end output");
	}

	private static SessionSettings settings(long keepAlive, long idle) {
		return new SessionSettings("s1", 1_000, VirtualTime.millis(keepAlive), VirtualTime.millis(idle), 1, 1, 0,
				Headers.EMPTY, "");
	}

	private static EngineDriver<ServerSessionEngine> server(SessionSettings settings) {
		return new EngineDriver<>(settings, (known, effects) -> new ServerSessionEngine(known, effects, true, false));
	}

	private static EngineDriver<ServerSessionEngine> greetedServer(SessionSettings settings) {
		EngineDriver<ServerSessionEngine> driver = server(settings);
		driver.receive(FrameType.HELLO);
		return driver;
	}

}
