package io.vstp.spring.client;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A call by a core client. The blocking methods convert on the caller's thread.
 */
final class DefaultVstpCall implements VstpCall {

	private final VstpClients.Destination destination;

	private final VstpMessageConverters converters;

	private final Executor executor;

	private final HeadersBuilder headers = Headers.builder();

	private @Nullable Object payload;

	private @Nullable Duration timeout;

	DefaultVstpCall(VstpClients.Destination destination, VstpMessageConverters converters, Executor executor) {
		this.destination = destination;
		this.converters = converters;
		this.executor = executor;
	}

	@Override
	public VstpCall header(String name, Object value) {
		if (value == null) {
			throw new IllegalArgumentException("Header '%s' must have a value, but it is null".formatted(name));
		}
		if (value instanceof byte[] bytes) {
			this.headers.add(name.getBytes(StandardCharsets.UTF_8), bytes);
		}
		else {
			this.headers.add(name, value.toString());
		}
		return this;
	}

	@Override
	public VstpCall headers(Headers headers) {
		this.headers.addAll(headers);
		return this;
	}

	@Override
	public VstpCall headers(Consumer<HeadersBuilder> headers) {
		headers.accept(this.headers);
		return this;
	}

	@Override
	public VstpCall contentType(String contentType) {
		this.headers.set(HeaderNames.CONTENT_TYPE, contentType);
		return this;
	}

	@Override
	public VstpCall payload(@Nullable Object payload) {
		this.payload = payload;
		return this;
	}

	@Override
	public VstpCall timeout(Duration timeout) {
		this.timeout = Checks.positive("timeout", timeout);
		return this;
	}

	@Override
	public void send() {
		await(VstpClient::send);
	}

	@Override
	public void sendWithAck() {
		await(VstpClient::sendWithAck);
	}

	@Override
	public <T> T exchange(Class<T> replyType) {
		return convert(await(VstpClient::exchange), replyType);
	}

	@Override
	public <T> T exchange(ParameterizedTypeReference<T> replyType) {
		return convert(await(VstpClient::exchange), replyType.getType());
	}

	@Override
	public CompletableFuture<Void> sendAsync() {
		return async(VstpClient::send, Function.identity());
	}

	@Override
	public CompletableFuture<Void> sendWithAckAsync() {
		return async(VstpClient::sendWithAck, Function.identity());
	}

	@Override
	public <T> CompletableFuture<T> exchangeAsync(Class<T> replyType) {
		return async(VstpClient::exchange, (reply) -> convert(reply, replyType));
	}

	@Override
	public <T> CompletableFuture<T> exchangeAsync(ParameterizedTypeReference<T> replyType) {
		return async(VstpClient::exchange, (reply) -> convert(reply, replyType.getType()));
	}

	private <R> R await(Operation<R> operation) {
		VstpClient client = this.destination.client();
		BlockingCalls.checkThread(this.destination.options().eventLoops());
		Duration limit = (this.timeout != null) ? this.timeout : this.destination.options().callTimeout();
		return BlockingCalls.await(start(client, operation), limit);
	}

	private <R, T> CompletableFuture<T> async(Operation<R> operation, Function<R, T> conversion) {
		CompletableFuture<R> call;
		try {
			call = start(this.destination.client(), operation);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return AsyncCalls.complete(call, this.executor, conversion);
	}

	private <R> CompletableFuture<R> start(VstpClient client, Operation<R> operation) {
		Headers headers = this.headers.build();
		Frame frame = (this.payload != null) ? this.converters.toFrame(FrameType.DATA, this.payload, headers)
				: Frame.of(FrameType.DATA, headers);
		return operation.apply(client, frame, this.timeout);
	}

	// Void has no value but null.
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals", "NullAway" })
	private <T> T convert(Frame reply, Type type) {
		if (type == Frame.class) {
			return (T) reply;
		}
		try {
			return (type == Void.class) ? null : this.converters.fromFrame(reply, type);
		}
		finally {
			reply.release();
		}
	}

	/**
	 * One of the ways to call a client.
	 *
	 * @param <R> the type of the result
	 */
	private interface Operation<R> {

		CompletableFuture<R> apply(VstpClient client, Frame frame, @Nullable Duration timeout);

	}

}
