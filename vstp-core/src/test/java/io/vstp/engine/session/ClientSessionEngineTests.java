package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.List;

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
 * The client's end: greeting, answers and pushes, closing.
 */
class ClientSessionEngineTests {

	private final OpenCalls calls = new OpenCalls();

	private final List<String> ends = new ArrayList<>();

	private EngineDriver<ClientSessionEngine> client = client(true, false);

	@AfterEach
	void shouldHaveReleasedAll() {
		this.client.checkReleased();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void shouldBeGreetedWhenWelcomeComes(boolean required) {
		this.client = client(true, required);
		assertThat(this.client.take()).containsExactly("send HELLO");
		assertThat(this.client.effects().lastSent())
			.isEqualTo(Headers.of("client-id", "c1", "vstp-caps", "", "max-frame", "1000000"));
		assertThat(this.client.advance(199).take()).isEmpty();
		assertThat(this.client.receive(FrameType.WELCOME, "session-id", "s1"))
			.containsExactly("greeted by {session-id=s1}", "ready");
		assertThat(this.client.engine().isGreeted()).isTrue();
		assertThat(this.client.advance(500).take()).isEmpty();
	}

	@Test
	void shouldBeReadyAtOnceWhenNeverGreeting() {
		this.client = client(false, false);
		assertThat(this.client.take()).containsExactly("ready");
		assertThat(this.client.receive(FrameType.WELCOME)).isEmpty();
		assertThat(this.client.engine().isGreeted()).isFalse();
		assertThat(this.client.receive(FrameType.DATA)).containsExactly("deliver DATA 'x'");
	}

	@Test
	void shouldTakeServerForPartOneWhenNothingComes() {
		this.client.take();
		assertThat(this.client.advance(199).take()).isEmpty();
		assertThat(this.client.advance(1).take()).containsExactly("ready");
		assertThat(this.client.engine().isGreeted()).isFalse();
	}

	@Test
	void shouldBeGreetedAfterAllWhenWelcomeComesLate() {
		this.client.advance(300).take();
		assertThat(this.client.receive(FrameType.WELCOME)).containsExactly("greeted by {}");
		assertThat(this.client.engine().isGreeted()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = "WELCOME", mode = EnumSource.Mode.EXCLUDE)
	void shouldSwallowFirstAnswerWhenItIsNotWelcome(FrameType type) {
		this.client.take();
		assertThat(this.client.receive(type)).containsExactly("ready");
		assertThat(this.client.engine().isGreeted()).isFalse();
		assertThat(this.client.engine().isOpen()).isTrue();
		request("c1");
		assertThat(this.client.receive(FrameType.DATA)).isEmpty();
		assertThat(this.ends).containsExactly("c1 replied");
	}

	@ParameterizedTest
	@EnumSource(names = "WELCOME", mode = EnumSource.Mode.EXCLUDE)
	void shouldFailWhenFirstAnswerIsNotRequiredWelcome(FrameType type) {
		this.client = client(true, true);
		this.client.take();
		assertThat(this.client.receive(type)).containsExactly("close");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
	}

	@Test
	void shouldFailWhenRequiredWelcomeDoesNotComeInTime() {
		this.client = client(true, true);
		this.client.take();
		assertThat(this.client.advance(199).take()).isEmpty();
		assertThat(this.client.advance(1).take()).startsWith("close");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void shouldSayWhyWhenServerRefusesSession(boolean required) {
		this.client = client(true, required);
		this.client.take();
		assertThat(this.client.receive(FrameType.ERR, "code", "unauthorized"))
			.containsExactly("refused by {code=unauthorized}", "close");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.HANDSHAKE_FAILED);
	}

	@Test
	void shouldGiveReplyToItsRequestWhenCorrelated() {
		greet();
		request("c1");
		request("c2");
		this.client.receive(FrameType.DATA, "correlation-id", "c2");
		this.client.receive(FrameType.ERR, "correlation-id", "c1", "code", "overloaded");
		assertThat(this.ends).containsExactly("c2 replied", "c1 failed with overloaded");
	}

	@Test
	void shouldTakeDataForPushWhenGreetedAndNotCorrelated() {
		greet();
		request("c1");
		assertThat(this.client.receive(FrameType.DATA, "a", "b")).containsExactly("deliver DATA {a=b} 'x'");
		assertThat(this.ends).isEmpty();
	}

	@Test
	void shouldDropReplyWhenNobodyWaitsForItAnyMore() {
		greet();
		assertThat(this.client.receive(FrameType.DATA, "correlation-id", "gone")).isEmpty();
		assertThat(this.client.receive(FrameType.ACK, "msg-id", "gone")).isEmpty();
		assertThat(this.client.receive(FrameType.PONG)).isEmpty();
		assertThat(this.client.receive(FrameType.ERR, "correlation-id", "gone", "code", "no-handler"))
			.containsExactly("got error no-handler");
		assertThat(this.client.receive(FrameType.ERR, "code", "teapot")).containsExactly("got error null");
	}

	@Test
	void shouldGiveAnswersToOldestCallsWhenServerIsPartOne() {
		this.client.advance(200).take();
		request("c1");
		request("c2");
		request("c3");
		acknowledgement("1");
		acknowledgement("2");
		this.client.receive(FrameType.DATA);
		this.client.receive(FrameType.ERR);
		this.client.receive(FrameType.ACK);
		this.client.receive(FrameType.ACK, "msg-id", "2");
		this.client.receive(FrameType.DATA, "correlation-id", "c3");
		assertThat(this.ends).containsExactly("c1 replied", "c2 failed with null", "1 acknowledged", "2 acknowledged",
				"c3 replied");
		assertThat(this.client.receive(FrameType.DATA)).containsExactly("deliver DATA 'x'");
	}

	@Test
	void shouldLeaveCallsAloneWhenGreetedServerRefusesFrameThatWasOnlySent() {
		greet();
		request("c1");
		acknowledgement("1");
		for (ErrorCode code : new ErrorCode[] { ErrorCode.NO_HANDLER, ErrorCode.INVALID_PAYLOAD,
				ErrorCode.HANDLER_FAILED, ErrorCode.OVERLOADED, ErrorCode.SHUTTING_DOWN, ErrorCode.UNAUTHORIZED }) {
			assertThat(this.client.receive(FrameType.ERR, "code", code.code())).containsExactly("got error " + code);
		}
		this.client.receive(FrameType.ACK);
		assertThat(this.ends).isEmpty();
		this.client.receive(FrameType.DATA, "correlation-id", "c1");
		this.client.receive(FrameType.ACK, "msg-id", "1");
		assertThat(this.ends).containsExactly("c1 replied", "1 acknowledged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "malformed", "unsupported-version", "too-large" })
	void shouldFailOldestCallWhenServerCannotReadOn(String code) {
		// All before was answered, so that the oldest call is the one that was not read.
		greet();
		request("c1");
		request("c2");
		this.client.receive(FrameType.ERR, "code", code);
		assertThat(this.ends).containsExactly("c1 failed with " + code);
	}

	@Test
	void shouldAnswerPongWhenPinged() {
		greet();
		assertThat(this.client.receive(FrameType.PING, "a", "b")).containsExactly("send PONG {a=b} 'x'");
		assertThat(this.client.receive(FrameType.PING, FrameFlags.REQ_ACK, "msg-id", "3"))
			.containsExactly("send ACK {msg-id=3}");
	}

	@Test
	void shouldSayByeOnceCallsAreAnsweredWhenStopped() {
		greet();
		request("c1");
		assertThat(this.client.stop()).isEmpty();
		assertThat(this.client.advance(300).take()).isEmpty();
		this.client.receive(FrameType.DATA, "correlation-id", "c1");
		assertThat(this.ends).containsExactly("c1 replied");
		assertThat(this.client.advance(10).take()).containsExactly("send BYE", "end output");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.LOCAL);
		assertThat(this.client.receive(FrameType.BYE)).isEmpty();
		assertThat(this.client.advance(500).take()).startsWith("close");
	}

	@Test
	void shouldEndAtOnceWhenStoppedWithoutCalls() {
		greet();
		assertThat(this.client.stop()).containsExactly("send BYE", "end output");
		EngineDriver<ClientSessionEngine> ungreeted = client(false, false);
		ungreeted.take();
		assertThat(ungreeted.stop()).containsExactly("end output");
	}

	@Test
	void shouldDropPushesWhenStopped() {
		greet();
		request("c1");
		this.client.stop();
		assertThat(this.client.receive(FrameType.DATA)).isEmpty();
		assertThat(this.ends).isEmpty();
	}

	@Test
	void shouldEndWhenStoppedAndServerEndsItsHalf() {
		greet();
		request("c1");
		this.client.stop();
		assertThat(this.client.inputEnded()).contains("end output");
	}

	@Test
	void shouldAnswerByeAndStillTakeRepliesWhenServerSaysBye() {
		greet();
		request("c1");
		acknowledgement("1");
		request("c2");
		assertThat(this.client.receive(FrameType.BYE)).containsExactly("send BYE", "end output");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.PEER_BYE);
		this.client.receive(FrameType.DATA, "correlation-id", "c1");
		this.client.receive(FrameType.ACK, "msg-id", "1");
		this.client.receive(FrameType.ERR, "correlation-id", "c2", "code", "shutting-down");
		this.client.receive(FrameType.DATA);
		this.client.receive(FrameType.DATA, "correlation-id", "c1");
		assertThat(this.ends).containsExactly("c1 replied", "1 acknowledged", "c2 failed with shutting-down");
	}

	@Test
	void shouldFinishPushesWhenServerSaysBye() {
		greet();
		this.client.receive(FrameType.DATA);
		assertThat(this.client.receive(FrameType.BYE)).isEmpty();
		assertThat(this.client.receive(FrameType.DATA)).isEmpty();
		assertThat(this.client.complete(1)).containsExactly("send BYE", "end output");
	}

	@Test
	void shouldTellServerWhenItSendsGarbage() {
		greet();
		request("c1");
		assertThat(this.client.fail(ErrorCode.MALFORMED, "bad")).containsExactly("error malformed for {}",
				"end output");
		assertThat(this.client.engine().closeReason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
	}

	@Test
	void shouldEndWhenStoppedDuringGreeting() {
		this.client.take();
		assertThat(this.client.stop()).containsExactly("end output");
		assertThat(this.client.receive(FrameType.WELCOME)).isEmpty();
	}

	private void greet() {
		this.client.receive(FrameType.WELCOME);
	}

	private void request(String id) {
		assertThat(this.calls.addRequest(id, new RecordingCall(id, this.ends))).isTrue();
	}

	private void acknowledgement(String id) {
		assertThat(this.calls.addAcknowledgement(id, new RecordingCall(id, this.ends))).isTrue();
	}

	private EngineDriver<ClientSessionEngine> client(boolean saysHello, boolean required) {
		return new EngineDriver<>(EngineDriver.SETTINGS,
				(settings, effects) -> new ClientSessionEngine(settings, effects, this.calls, saysHello, required));
	}

}
