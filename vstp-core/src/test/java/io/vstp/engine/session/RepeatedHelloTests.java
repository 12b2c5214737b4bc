package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.Collections;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a client says HELLO again where nothing tells it that its server is there.
 */
class RepeatedHelloTests {

	private static final SessionSettings SETTINGS = new SessionSettings("", 1_000_000, VirtualTime.millis(1_000), 0,
			VirtualTime.millis(200), 0, VirtualTime.millis(100), Headers.EMPTY, "");

	private final OpenCalls calls = new OpenCalls();

	private final EngineDriver<ClientSessionEngine> client = new EngineDriver<>(SETTINGS,
			(settings, effects) -> new ClientSessionEngine(settings, effects, this.calls, true, false));

	@BeforeEach
	void becomeReadyWithoutAnAnswer() {
		assertThat(this.client.advance(250).take()).startsWith("send HELLO", "send HELLO").endsWith("ready");
	}

	@AfterEach
	void shouldHaveReleasedAll() {
		this.client.checkReleased();
	}

	@Test
	void shouldBeGreetedAtLastWhenServerComesLater() {
		assertThat(this.client.advance(2_500).take()).isEqualTo(Collections.nCopies(2, "send HELLO"));
		assertThat(this.client.receive(FrameType.WELCOME, "session-id", "s1"))
			.containsExactly("greeted by {session-id=s1}");
	}

	@Test
	void shouldKeepQuietWhileCallWaits() {
		this.calls.addRequest("c1", new RecordingCall("c1", new ArrayList<>()));
		assertThat(this.client.advance(2_500).take()).isEmpty();
	}

	@Test
	void shouldKeepQuietOncePartOneServerHasAnswered() {
		this.client.receive(FrameType.DATA);
		assertThat(this.client.advance(2_500).take()).doesNotContain("send HELLO");
	}

	@Test
	void shouldGoOnWhenServerIsKnownToRepeatIds() {
		this.client.receive(FrameType.DATA);
		this.client.engine().peerRepeatsIds();
		assertThat(this.client.advance(1_500).take()).contains("send HELLO");
	}

}
