package io.vstp.spring.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BlockingCalls}.
 */
class BlockingCallsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final CompletableFuture<Frame> call = new CompletableFuture<>();

	@Test
	void shouldReturnResultWhenCallSucceeds() {
		assertThat(BlockingCalls.await(CompletableFuture.completedFuture("done"), TIMEOUT)).isEqualTo("done");
	}

	@Test
	void shouldThrowExceptionOfCallWithStackOfCaller() {
		VstpException failure = new VstpTimeoutException("late");
		this.call.completeExceptionally(failure);
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(() -> BlockingCalls.await(this.call, TIMEOUT))
			.isSameAs(failure)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.satisfies((here) -> assertThat(here).hasMessage("The call was made here")));
	}

	@Test
	void shouldThrowExceptionOfItsOwnWhenConnectionFailedForMany() {
		VstpConnectionException failure = new VstpConnectionException("gone");
		this.call.completeExceptionally(failure);
		assertThatExceptionOfType(VstpConnectionException.class)
			.isThrownBy(() -> BlockingCalls.await(this.call, TIMEOUT))
			.withMessage("gone")
			.withCause(failure);
		assertThat(failure.getSuppressed()).isEmpty();
	}

	@Test
	void shouldWrapWhenFailureIsChecked() {
		this.call.completeExceptionally(new IOException("broken"));
		assertThatExceptionOfType(VstpException.class).isThrownBy(() -> BlockingCalls.await(this.call, TIMEOUT))
			.withMessageContaining("broken")
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	void shouldReleaseLateReplyWhenWaitingThreadWasInterrupted() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(VstpException.class).isThrownBy(() -> BlockingCalls.await(this.call, TIMEOUT))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		Frame late = Frame.data(Headers.EMPTY, Unpooled.buffer().writeByte(1));
		this.call.complete(late);
		assertThat(late.refCnt()).isZero();
	}

	@Test
	void shouldRefuseEventLoopsOfTheClientOnly() throws Exception {
		try (EventLoops own = EventLoops.create(1, "own"); EventLoops other = EventLoops.create(1, "other")) {
			BlockingCalls.checkThread(own);
			other.group().submit(() -> BlockingCalls.checkThread(own)).get();
			own.group().submit(() -> BlockingCalls.checkThread(null)).get();
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> own.group().submit(() -> BlockingCalls.checkThread(own)).get())
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("on the event loop own-")
				.withMessageContaining("Async");
		}
	}

}
