package io.vstp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link DefaultVstpPush} and what it tells.
 */
class DefaultVstpPushTests {

	private final VstpSessions sessions = mock(VstpSessions.class);

	private final List<VstpSession> open = new ArrayList<>();

	private final List<Frame> pushed = new ArrayList<>();

	private final CountingConverter converter = new CountingConverter();

	private final VstpTemplate template = new VstpTemplate(mock(VstpClients.class),
			VstpMessageConverters.create(null, List.of(this.converter)), Runnable::run, this.sessions);

	DefaultVstpPushTests() {
		given(this.sessions.isServerRunning()).willReturn(true);
		given(this.sessions.all()).willReturn(this.open);
	}

	@Test
	void shouldShareOnePayloadAmongAllSessions() {
		session("a");
		session("b");
		session("c");
		ByteBuf payload = Unpooled.buffer().writeInt(42);
		VstpPushResult result = this.template.broadcast().header("tick", 1).payload(payload).send();
		assertThat(result.isSuccess()).isTrue();
		assertThat(result.sessions(VstpPushOutcome.SENT)).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(payload.refCnt()).isEqualTo(3);
		assertThat(this.pushed).allSatisfy((frame) -> {
			assertThat(frame.payload()).isEqualTo(payload);
			assertThat(frame.headers()).isEqualTo(Headers.of("tick", "1"));
		});
		this.pushed.forEach(Frame::release);
		assertThat(payload.refCnt()).isZero();
	}

	@Test
	void shouldConvertOnceHoweverManySessionsThereAre() {
		for (int i = 0; i < 100; i++) {
			session("session-" + i);
		}
		assertThat(this.template.broadcast().payload(new Tick(7)).send().succeeded()).isEqualTo(100);
		assertThat(this.converter.calls).isOne();
		assertThat(this.pushed).hasSize(100).allSatisfy((frame) -> assertThat(frame.payloadText()).isEqualTo("tick 7"));
	}

	@Test
	void shouldPassOverWhoGetsNothingAndServeTheOthers() {
		VstpSession slow = session("slow");
		given(slow.isWritable()).willReturn(false);
		VstpSession part1 = session("part-1");
		given(part1.isGreeted()).willReturn(false);
		VstpSession gone = session("gone");
		given(gone.isOpen()).willReturn(false);
		session("sound");
		VstpPushResult result = this.template.broadcast().payload("x").send();
		assertThat(result.outcomes()).containsEntry("slow", VstpPushOutcome.OVERLOADED)
			.containsEntry("part-1", VstpPushOutcome.NOT_GREETED)
			.containsEntry("gone", VstpPushOutcome.CLOSED)
			.containsEntry("sound", VstpPushOutcome.SENT);
		assertThat(result.isSuccess()).isFalse();
		assertThat(result).hasToString("Push to 4 sessions: {SENT=1, NOT_GREETED=1, OVERLOADED=1, CLOSED=1}");
		then(slow).should(never()).push(any());
		then(part1).should(never()).push(any());
	}

	@Test
	void shouldTellWhatSessionThrows() {
		refusing("full", new VstpOverloadedException("full"));
		refusing("small", new FrameTooLargeException("small"));
		refusing("gone", new VstpConnectionException("gone"));
		ByteBuf payload = Unpooled.buffer().writeInt(42);
		assertThat(this.template.broadcast().payload(payload).send().outcomes())
			.containsEntry("full", VstpPushOutcome.OVERLOADED)
			.containsEntry("small", VstpPushOutcome.TOO_LARGE)
			.containsEntry("gone", VstpPushOutcome.CLOSED);
		assertThat(payload.refCnt()).isZero();
	}

	@Test
	void shouldFilterWhenAskedForSomeSessions() {
		session("a");
		session("b");
		assertThat(this.template.toSessions((session) -> session.id().equals("b")).send().outcomes())
			.containsOnlyKeys("b");
	}

	@Test
	void shouldLookAtNoOthersWhenGivenTheSessions() {
		VstpSession session = session("a");
		session("b");
		assertThat(this.template.toSessions(List.of(session)).send().outcomes()).containsOnlyKeys("a");
		then(this.sessions).should(never()).all();
	}

	@Test
	void shouldFindOneSessionByItsName() {
		VstpSession session = session("a");
		given(this.sessions.find("a")).willReturn(Optional.of(session));
		given(this.sessions.find("b")).willReturn(Optional.empty());
		assertThat(this.template.toSession("a").send().isSuccess()).isTrue();
		assertThat(this.template.toSession("b").send().outcomes()).containsEntry("b", VstpPushOutcome.CLOSED);
	}

	@Test
	void shouldTellForEachSessionWhetherItAcknowledged() {
		acknowledging("sound", CompletableFuture.completedFuture(null));
		acknowledging("late", CompletableFuture.failedFuture(new VstpTimeoutException("late")));
		acknowledging("deaf", CompletableFuture.failedFuture(
				VstpErrorException.of("deaf", Headers.of("code", ErrorCode.NO_HANDLER.code(), "message", "nobody"))));
		VstpPush push = this.template.broadcast().payload("x").timeout(Duration.ofSeconds(1));
		assertThat(push.sendWithAck().outcomes()).containsEntry("sound", VstpPushOutcome.ACKNOWLEDGED)
			.containsEntry("late", VstpPushOutcome.TIMED_OUT)
			.containsEntry("deaf", VstpPushOutcome.REFUSED);
		assertThat(push.sendWithAckAsync()).isCompletedWithValueMatching((result) -> result.succeeded() == 1);
	}

	@Test
	void shouldCompleteAfterTimeoutWhenFrameIsNotWritten() {
		VstpSession stuck = session("stuck");
		given(stuck.send(any())).willAnswer((call) -> {
			call.<Frame>getArgument(0).release();
			return new CompletableFuture<>();
		});
		assertThat(this.template.broadcast().timeout(Duration.ofMillis(20)).sendAsync().join().outcomes())
			.containsEntry("stuck", VstpPushOutcome.TIMED_OUT);
	}

	@Test
	void shouldRefuseCorrelationIdBecauseReceiverWouldTakeItForReply() {
		ByteBuf payload = Unpooled.buffer().writeInt(42);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.template.broadcast().header("correlation-id", "1").payload(payload).send())
			.withMessageContaining("late reply");
		assertThat(payload.refCnt()).isZero();
	}

	@Test
	void shouldRefuseToBlockEventLoop() {
		given(this.sessions.inEventLoop()).willReturn(true);
		assertThatIllegalStateException().isThrownBy(() -> this.template.broadcast().sendWithAck())
			.withMessageContaining("Async twin");
	}

	@Test
	void shouldThrowWhenThereIsNoServer() {
		VstpTemplate client = new VstpTemplate(mock(VstpClients.class), VstpMessageConverters.create(null, List.of()),
				Runnable::run);
		assertThatIllegalStateException().isThrownBy(client::broadcast).withMessageContaining("vstp.server.enabled");
		given(this.sessions.isServerRunning()).willReturn(false);
		assertThatIllegalStateException().isThrownBy(() -> this.template.toSession("a").send())
			.withMessageContaining("has no handlers");
		assertThat(this.template.broadcast().sendAsync()).isCompletedExceptionally();
	}

	private VstpSession session(String id) {
		VstpSession session = mock(VstpSession.class);
		given(session.id()).willReturn(id);
		given(session.isOpen()).willReturn(true);
		given(session.isGreeted()).willReturn(true);
		given(session.isWritable()).willReturn(true);
		willAnswer((call) -> this.pushed.add(call.getArgument(0))).given(session).push(any());
		this.open.add(session);
		return session;
	}

	private void refusing(String id, RuntimeException failure) {
		VstpSession session = session(id);
		willAnswer((call) -> {
			call.<Frame>getArgument(0).release();
			throw failure;
		}).given(session).push(any());
	}

	private void acknowledging(String id, CompletableFuture<Void> answer) {
		VstpSession session = session(id);
		given(session.sendWithAck(any(), any())).willAnswer((call) -> {
			call.<Frame>getArgument(0).release();
			return answer;
		});
	}

	record Tick(int number) {

	}

	private static final class CountingConverter implements MessageConverter {

		private int calls;

		@Override
		public Object fromMessage(Message<?> message, Class<?> targetClass) {
			return null;
		}

		@Override
		public Message<?> toMessage(Object payload, MessageHeaders headers) {
			this.calls++;
			return (payload instanceof Tick tick)
					? MessageBuilder.withPayload(("tick " + tick.number()).getBytes()).build() : null;
		}

	}

}
