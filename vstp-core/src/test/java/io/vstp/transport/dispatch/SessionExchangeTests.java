package io.vstp.transport.dispatch;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import io.vstp.engine.guard.InFlightBudget;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Exchange;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That an exchange gives back what it holds, whatever goes wrong at its end.
 */
class SessionExchangeTests {

	private final InFlightBudget budget = new InFlightBudget(10, 1_000_000);

	private final List<Exchange> inFlight = new ArrayList<>();

	private final Target target = new Target();

	private final Dispatcher dispatcher = new Dispatcher(this.target,
			new SessionConfig(Side.SERVER, SessionOptions.builder().build(), this.inFlight::add, null, this.budget,
					VstpObserver.of(List.of()), 1, (id, effects) -> {
						throw new UnsupportedOperationException();
					}, SessionListeners.NONE));

	private final ByteBuf payload = Unpooled.buffer().writeZero(10);

	private final ByteBuf answer = Unpooled.buffer().writeZero(20);

	@Test
	void shouldReleaseBothWhenReplying() {
		receive(FrameFlags.NONE).reply(Frame.data(Headers.EMPTY, this.answer));
		assertThat(this.target.done).containsExactly("reply", "completed 1");
		assertAllIsGivenBack();
	}

	@Test
	void shouldReleaseReplyAndAnswerErrorWhenAckCannotBeSent() {
		this.target.failure = new FrameTooLargeException("too large for the peer");
		receive(FrameFlags.REQ_ACK).reply(Frame.data(Headers.EMPTY, this.answer));
		assertThat(this.target.done).containsExactly("error handler-failed ACKNOWLEDGED", "completed 1");
		assertAllIsGivenBack();
	}

	@Test
	void shouldReleaseReplyWhenMemoryIsUsedUp() {
		Exchange exchange = receive(FrameFlags.REQ_ACK);
		this.target.failure = new OutOfMemoryError("no direct memory");
		exchange.reply(Frame.data(Headers.EMPTY, this.answer));
		assertThat(this.target.done).containsExactly("error handler-failed ACKNOWLEDGED", "completed 1");
		assertAllIsGivenBack();
	}

	@Test
	void shouldGiveUpItsPlaceWhenRequestIsReleasedOnceTooOften() {
		Exchange exchange = receive(FrameFlags.NONE);
		Frame sharing = Frame.data(Headers.EMPTY, this.payload.slice());
		assertThatExceptionOfType(IllegalReferenceCountException.class).isThrownBy(() -> exchange.reply(sharing));
		assertThat(this.target.done).containsExactly("reply", "completed 1");
		assertThat(this.budget.frames()).isZero();
		this.answer.release();
	}

	@Test
	void shouldReleaseReplyWhenExchangeHasEnded() {
		Exchange exchange = receive(FrameFlags.NONE);
		exchange.fail(ErrorCode.OVERLOADED, "no");
		exchange.reply(Frame.data(Headers.EMPTY, this.answer));
		assertThat(this.target.done).containsExactly("error overloaded ACKNOWLEDGED", "completed 1");
		assertAllIsGivenBack();
	}

	@ParameterizedTest
	@CsvSource({ "false, own-code, REFUSED", "true, own-code, HANDLED", "true, overloaded, REFUSED" })
	void shouldTellHowFarFrameCameWhenItFails(boolean deferred, String code, String progress) {
		Exchange exchange = receive(FrameFlags.REQ_ACK);
		if (deferred) {
			exchange.deferAcknowledge();
		}
		exchange.fail(code, "no", Headers.of("detail", "x"));
		assertThat(this.target.done).containsExactly("error %s %s".formatted(code, progress), "completed 1");
		this.answer.release();
	}

	@Test
	void shouldAcknowledgeBeforeReplyWhenAckWasDeferred() {
		Exchange exchange = receive(FrameFlags.REQ_ACK);
		exchange.deferAcknowledge();
		assertThat(this.target.done).isEmpty();
		exchange.reply(Frame.data(Headers.EMPTY, this.answer));
		assertThat(this.target.done).containsExactly("ack", "reply", "completed 1");
	}

	@Test
	void shouldTellWhenSessionEndsBeforeExchange() {
		Exchange exchange = receive(FrameFlags.NONE);
		exchange.onSessionEnd(() -> this.target.done.add("session ended"));
		this.dispatcher.close(true);
		this.dispatcher.close(true);
		assertThat(this.target.done).containsExactly("session ended");
		exchange.onSessionEnd(() -> this.target.done.add("at once"));
		assertThat(this.target.done).containsExactly("session ended", "at once");
		exchange.complete();
		this.answer.release();
	}

	@Test
	void shouldNotTellThatSessionEndsWhenExchangeHasEnded() {
		Exchange exchange = receive(FrameFlags.NONE);
		exchange.onSessionEnd(() -> this.target.done.add("session ended"));
		exchange.reply(Frame.data(Headers.EMPTY, this.answer));
		exchange.onSessionEnd(() -> this.target.done.add("session ended"));
		this.dispatcher.close(true);
		assertThat(this.target.done).containsExactly("reply", "completed 1");
	}

	private Exchange receive(int flags) {
		this.dispatcher.accept(Frame.of(FrameType.DATA, flags, Headers.of("correlation-id", "1"), this.payload));
		return this.inFlight.get(0);
	}

	private void assertAllIsGivenBack() {
		assertThat(this.payload.refCnt()).isZero();
		assertThat(this.answer.refCnt()).isZero();
		assertThat(this.budget.frames()).isZero();
	}

	/**
	 * A session that does what it is told at once, or cannot.
	 */
	private static final class Target implements DispatchTarget {

		private final List<String> done = new ArrayList<>();

		private Throwable failure;

		@Override
		public VstpSession session() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Transport transport() {
			return Transport.UDP;
		}

		@Override
		public void acknowledge(Frame request) {
			if (this.failure instanceof RuntimeException ex) {
				throw ex;
			}
			if (this.failure instanceof Error ex) {
				throw ex;
			}
			this.done.add("ack");
		}

		@Override
		public void reply(Frame reply, Frame request) {
			this.done.add("reply");
			reply.release();
		}

		@Override
		public void sendError(String code, String message, Headers details, Frame request, Progress progress) {
			this.done.add("error " + code + " " + progress);
		}

		@Override
		public boolean isHeldUp() {
			return false;
		}

		@Override
		public int maxPayload() {
			return 1_000;
		}

		@Override
		public boolean keepsBacklog() {
			return true;
		}

		@Override
		public void roomChanged() {
		}

		@Override
		public void execute(Runnable task) {
			task.run();
		}

		@Override
		public void completed(int frames) {
			this.done.add("completed " + frames);
		}

	}

}
