package io.vstp.engine.session;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server's end: greeting, what it answers by itself, and what goes to the
 * application.
 */
class ServerSessionEngineTests {

	private EngineDriver<ServerSessionEngine> server = optional();

	@AfterEach
	void shouldHaveReleasedAll() {
		this.server.checkReleased();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void shouldAnswerWelcomeWhenHelloComes(boolean required) {
		this.server = server(true, required);
		assertThat(this.server.take()).isEmpty();
		assertThat(this.server.receive(FrameType.HELLO, "client-id", "c1")).contains("send WELCOME",
				"greeted by {client-id=c1}");
		assertThat(this.server.effects().lastSent())
			.isEqualTo(Headers.of("session-id", "s1", "vstp-caps", "", "max-frame", "1000000", "keepalive-ms", "1000"));
		assertThat(this.server.engine().isGreeted()).isTrue();
		assertThat(this.server.receive(FrameType.DATA)).containsExactly("deliver DATA 'x'");
	}

	@Test
	void shouldSendWelcomeBeforeOthersMaySendWhenHelloComes() {
		// As soon as the session counts as greeted, other threads may send to it.
		assertThat(this.server.receive(FrameType.HELLO)).containsExactly("send WELCOME", "greeted by {}");
	}

	@Test
	void shouldServePartOnePeerWhenHelloIsOptional() {
		assertThat(this.server.receive(FrameType.DATA, "a", "b")).containsExactly("deliver DATA {a=b} 'x'");
		assertThat(this.server.engine().isGreeted()).isFalse();
		assertThat(this.server.advance(100_000).take()).isEmpty();
		assertThat(this.server.complete(1)).isEmpty();
	}

	@Test
	void shouldHandHelloToApplicationWhenNeverGreeting() {
		this.server = server(false, false);
		assertThat(this.server.receive(FrameType.HELLO)).containsExactly("deliver HELLO 'x'");
		assertThat(this.server.engine().isGreeted()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = "HELLO", mode = EnumSource.Mode.EXCLUDE)
	void shouldSayUnauthorizedWhenSomethingElseComesBeforeRequiredHello(FrameType type) {
		this.server = server(true, true);
		assertThat(this.server.receive(type)).containsExactly("error unauthorized for {}", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
		assertThat(this.server.receive(FrameType.HELLO)).isEmpty();
		assertThat(this.server.receive(FrameType.DATA)).isEmpty();
		assertThat(this.server.advance(499).take()).isEmpty();
		assertThat(this.server.advance(1).take()).contains("close");
	}

	@Test
	void shouldSayUnauthorizedWhenRequiredHelloDoesNotComeInTime() {
		this.server = server(true, true);
		assertThat(this.server.advance(199).take()).isEmpty();
		assertThat(this.server.advance(1).take()).containsExactly("error unauthorized for {}", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
	}

	@Test
	void shouldStayWhenRequiredHelloComesInTime() {
		this.server = server(true, true);
		this.server.advance(199);
		this.server.receive(FrameType.HELLO);
		assertThat(this.server.advance(700).take()).isEmpty();
	}

	@Test
	void shouldAnswerPongWhenPinged() {
		assertThat(this.server.receive(FrameType.PING, "b", "1", "a", "2", "b", "3"))
			.containsExactly("send PONG {b=1, a=2, b=3} 'x'");
	}

	@Test
	void shouldAnswerAckAloneWhenPingAsksForIt() {
		assertThat(this.server.receive(FrameType.PING, FrameFlags.REQ_ACK, "x-auto-probe", "1", "msg-id", "7"))
			.containsExactly("send ACK {msg-id=7}");
		assertThat(this.server.receive(FrameType.PING, FrameFlags.REQ_ACK)).containsExactly("send ACK");
	}

	@ParameterizedTest
	@EnumSource(names = { "WELCOME", "PONG", "ACK", "ERR" })
	void shouldAnswerNothingWhenAnswersCome(FrameType type) {
		assertThat(this.server.receive(type, FrameFlags.REQ_ACK, "msg-id", "1", "code", "malformed")).isEmpty();
		this.server.receive(FrameType.HELLO);
		assertThat(this.server.receive(type, FrameFlags.REQ_ACK, "msg-id", "1", "correlation-id", "2")).isEmpty();
	}

	@Test
	void shouldLeaveAckToTransportWhenDataAsksForIt() {
		assertThat(this.server.receive(FrameType.DATA, FrameFlags.REQ_ACK, "msg-id", "1"))
			.containsExactly("deliver DATA {msg-id=1} 'x'");
		assertThat(AnswerFrames.ack(Headers.of("a", "b", "msg-id", "1")).headers())
			.isEqualTo(Headers.of("msg-id", "1"));
		assertThat(AnswerFrames.ack(Headers.of("a", "b")).headers()).isEqualTo(Headers.EMPTY);
	}

	@Test
	void shouldSayMalformedAndCloseOnceAllIsAnsweredWhenFragmentComes() {
		this.server.receive(FrameType.DATA);
		assertThat(this.server.receive(FrameType.DATA, FrameFlags.FRAG)).isEmpty();
		assertThat(this.server.receive(FrameType.DATA)).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("error malformed for {}", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
	}

	@Test
	void shouldAnswerErrorLastWhenPeerSendsGarbage() {
		this.server.receive(FrameType.HELLO);
		this.server.receive(FrameType.DATA);
		this.server.receive(FrameType.DATA);
		assertThat(this.server.fail(ErrorCode.TOO_LARGE, "too large")).isEmpty();
		assertThat(this.server.engine().isOpen()).isFalse();
		assertThat(this.server.complete(1)).isEmpty();
		assertThat(this.server.fail(ErrorCode.MALFORMED, "again")).isEmpty();
		assertThat(this.server.complete(1)).containsExactly("error too-large for {}", "end output");
		assertThat(this.server.engine().closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
		assertThat(this.server.fail(ErrorCode.MALFORMED, "again")).isEmpty();
		assertThat(this.server.inputEnded()).isEmpty();
		assertThat(this.server.advance(0).take()).containsExactly("close");
	}

	@Test
	void shouldGreetAgainWhenHelloComesTwice() {
		this.server.receive(FrameType.HELLO, "max-frame", "100");
		assertThat(this.server.receive(FrameType.HELLO, "max-frame", "200")).containsExactly("send WELCOME",
				"greeted by {max-frame=200}");
	}

	private static EngineDriver<ServerSessionEngine> optional() {
		return server(true, false);
	}

	private static EngineDriver<ServerSessionEngine> server(boolean answersHello, boolean helloRequired) {
		return new EngineDriver<>(EngineDriver.SETTINGS,
				(settings, effects) -> new ServerSessionEngine(settings, effects, answersHello, helloRequired));
	}

}
