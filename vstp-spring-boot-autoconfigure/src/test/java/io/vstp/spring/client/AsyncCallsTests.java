package io.vstp.spring.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.VstpException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AsyncCalls}.
 */
class AsyncCallsTests {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final CompletableFuture<Frame> call = new CompletableFuture<>();

	private final Frame reply = Frame.data(Headers.EMPTY, Unpooled.buffer().writeByte(1));

	@Test
	void shouldConvertAndCompleteOnExecutorWhenCallSucceeds() {
		CompletableFuture<String> result = AsyncCalls.complete(this.call, this.tasks::add, this::release, null);
		this.call.complete(this.reply);
		assertThat(result).isNotDone();
		this.tasks.remove().run();
		assertThat(result).isCompletedWithValue("released");
	}

	@Test
	void shouldFailWithCauseWhenCallFails() {
		CompletableFuture<String> result = AsyncCalls.complete(this.call.thenApply(Function.identity()),
				this.tasks::add, this::release, null);
		VstpException failure = new VstpException("no");
		this.call.completeExceptionally(failure);
		this.tasks.remove().run();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get).withCause(failure);
		assertThat(result.handle((value, ex) -> ex)).isCompletedWithValue(failure);
		this.reply.release();
	}

	@Test
	void shouldFailWhenConversionFails() {
		CompletableFuture<String> result = AsyncCalls.complete(this.call, this.tasks::add, (frame) -> {
			frame.release();
			throw new IllegalArgumentException("no");
		}, null);
		this.call.complete(this.reply);
		this.tasks.remove().run();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(result::join)
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void shouldCompleteAtOnceWhenExecutorRejectsTheWork() {
		CompletableFuture<String> result = AsyncCalls.complete(this.call, (task) -> {
			throw new RejectedExecutionException();
		}, this::release, null);
		this.call.complete(this.reply);
		assertThat(result).isCompleted();
		assertThat(this.reply.refCnt()).isZero();
	}

	@Test
	void shouldTellFailureWhenExecutorRejectsIt() {
		CompletableFuture<String> result = AsyncCalls.complete(this.call, (task) -> {
			throw new RejectedExecutionException();
		}, this::release, null);
		VstpException failure = new VstpException("no");
		this.call.completeExceptionally(failure);
		assertThat(result.handle((value, ex) -> ex)).isCompletedWithValue(failure);
		this.reply.release();
	}

	@Test
	void shouldReleaseReplyWhenNobodyWantsItAnyMore() {
		CompletableFuture<Frame> result = AsyncCalls.complete(this.call, this.tasks::add, Function.identity(), null);
		this.call.complete(this.reply);
		result.cancel(true);
		this.tasks.remove().run();
		assertThat(this.reply.refCnt()).isZero();
	}

	@Test
	void shouldCancelCallWhenResultIsCancelled() {
		AsyncCalls.complete(this.call, this.tasks::add, this::release, null).cancel(false);
		assertThat(this.call).isCancelled();
		this.reply.release();
	}

	private String release(Frame frame) {
		frame.release();
		return "released";
	}

}
