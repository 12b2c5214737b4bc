package io.vstp.spring.client;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.util.ReferenceCounted;
import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import io.vstp.transport.Checks;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;

/**
 * A call by a core client. The blocking methods convert on the caller's thread.
 */
final class DefaultVstpCall implements VstpCall {

	private final VstpTemplate.Parts parts;

	private final VstpClients.Destination destination;

	private final HeadersBuilder headers;

	private @Nullable Supplier<?> payload;

	private @Nullable Duration timeout;

	private @Nullable Duration attemptTimeout;

	private @Nullable RetryPolicy retry;

	private @Nullable Transport transport;

	DefaultVstpCall(VstpTemplate.Parts parts, VstpClients.Destination destination) {
		this.parts = parts;
		this.destination = destination;
		this.headers = Headers.builder();
		this.timeout = parts.settings().timeout();
	}

	private DefaultVstpCall(DefaultVstpCall other) {
		this.parts = other.parts;
		this.destination = other.destination;
		this.headers = other.headers.build().toBuilder();
		this.payload = other.payload;
		this.timeout = other.timeout;
		this.attemptTimeout = other.attemptTimeout;
		this.retry = other.retry;
		this.transport = other.transport;
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
		if (payload == null) {
			this.payload = null;
		}
		else {
			this.payload = (payload instanceof ReferenceCounted) ? new OneTimePayload(payload) : () -> payload;
		}
		return this;
	}

	@Override
	public VstpCall payloadFrom(Supplier<?> payload) {
		this.payload = payload;
		return this;
	}

	@Override
	public VstpCall retry(RetryPolicy policy) {
		this.retry = policy;
		return this;
	}

	@Override
	public VstpCall attemptTimeout(Duration timeout) {
		this.attemptTimeout = Checks.positive("attemptTimeout", timeout);
		return this;
	}

	@Override
	public VstpCall timeout(Duration timeout) {
		this.timeout = Checks.positive("timeout", timeout);
		return this;
	}

	@Override
	public VstpCall transport(Transport transport) {
		this.transport = transport;
		return this;
	}

	@Override
	public void send() {
		await(VstpCallKind.SEND, Void.class);
	}

	@Override
	public void sendWithAck() {
		await(VstpCallKind.SEND_WITH_ACK, Void.class);
	}

	@Override
	public <T> T exchange(Class<T> replyType) {
		return await(VstpCallKind.EXCHANGE, replyType);
	}

	@Override
	public <T> T exchange(ParameterizedTypeReference<T> replyType) {
		return await(VstpCallKind.EXCHANGE, replyType.getType());
	}

	@Override
	public <T> Message<T> exchangeForMessage(Class<T> replyType) {
		return await(VstpCallKind.EXCHANGE, messageOf(replyType));
	}

	@Override
	public <T> Message<T> exchangeForMessage(ParameterizedTypeReference<T> replyType) {
		return await(VstpCallKind.EXCHANGE, messageOf(replyType.getType()));
	}

	@Override
	public CompletableFuture<Void> sendAsync() {
		return async(VstpCallKind.SEND, Void.class);
	}

	@Override
	public CompletableFuture<Void> sendWithAckAsync() {
		return async(VstpCallKind.SEND_WITH_ACK, Void.class);
	}

	@Override
	public <T> CompletableFuture<T> exchangeAsync(Class<T> replyType) {
		return async(VstpCallKind.EXCHANGE, replyType);
	}

	@Override
	public <T> CompletableFuture<T> exchangeAsync(ParameterizedTypeReference<T> replyType) {
		return async(VstpCallKind.EXCHANGE, replyType.getType());
	}

	@Override
	public <T> CompletableFuture<Message<T>> exchangeForMessageAsync(Class<T> replyType) {
		return async(VstpCallKind.EXCHANGE, messageOf(replyType));
	}

	@Override
	public <T> CompletableFuture<Message<T>> exchangeForMessageAsync(ParameterizedTypeReference<T> replyType) {
		return async(VstpCallKind.EXCHANGE, messageOf(replyType.getType()));
	}

	@Override
	public ReactiveVstpCall reactive() {
		return new DefaultReactiveVstpCall(new DefaultVstpCall(this));
	}

	static Type messageOf(Type payloadType) {
		return ResolvableType.forClassWithGenerics(Message.class, ResolvableType.forType(payloadType)).getType();
	}

	@SuppressWarnings("TypeParameterUnusedInFormals")
	private <T> T await(VstpCallKind kind, Type replyType) {
		VstpClient client = this.destination.client();
		BlockingCalls.checkThread(this.destination.options().eventLoops());
		Frame frame = frame();
		CallObservation observation = observe(client, kind, frame, null);
		return read((observation != null) ? await(client, kind, frame, observation)
				: BlockingCalls.await(start(client, kind, frame, null), limit()), replyType);
	}

	private @Nullable Frame await(VstpClient client, VstpCallKind kind, Frame frame, CallObservation observation) {
		Frame reply;
		try {
			reply = BlockingCalls.await(start(client, kind, frame, observation), limit());
		}
		catch (RuntimeException | Error ex) {
			observation.stop(ObservedErrors.of(ex), ex, 0);
			throw ex;
		}
		observation.stop(ObservedErrors.NONE, null, 0);
		return reply;
	}

	private <T> CompletableFuture<T> async(VstpCallKind kind, Type replyType) {
		return async(kind, replyType, null);
	}

	/**
	 * Makes an asynchronous call.
	 * @param <T> the type of the reply
	 * @param kind what to wait for
	 * @param replyType what to make of the reply
	 * @param parent the observation that it is a part of, or {@code null} for that of the
	 * thread
	 * @return completed on the template's executor
	 */
	<T> CompletableFuture<T> async(VstpCallKind kind, Type replyType, @Nullable Object parent) {
		CompletableFuture<@Nullable Frame> call;
		CallObservation observation = null;
		try {
			VstpClient client = this.destination.client();
			Frame frame = frame();
			observation = observe(client, kind, frame, parent);
			call = start(client, kind, frame, observation);
		}
		catch (RuntimeException ex) {
			if (observation != null) {
				observation.stop(ObservedErrors.of(ex), ex, 0);
			}
			return CompletableFuture.failedFuture(ex);
		}
		return AsyncCalls.complete(call, this.parts.executor(), (reply) -> read(reply, replyType), observation);
	}

	private @Nullable CallObservation observe(VstpClient client, VstpCallKind kind, Frame frame,
			@Nullable Object parent) {
		CallObservations observations = this.parts.observations();
		if (observations == CallObservations.NONE) {
			return null;
		}
		VstpClientOptions options = this.destination.options();
		TransportChoice choice = (this.transport != null) ? TransportChoice.of(this.transport) : options.transport();
		return observations
			.call(new CallStart(this.destination.name(), client, options, kind, choice, frame, isPlain(), parent));
	}

	private CompletableFuture<@Nullable Frame> start(VstpClient client, VstpCallKind kind, Frame frame,
			@Nullable CallObservation observation) {
		CallExecutor calls = this.parts.calls();
		Frame sent = (observation != null) ? observed(frame, observation) : frame;
		if (isPlain()) {
			return kind.call(client, sent, this.timeout, this.transport);
		}
		OpenCall call = new OpenCall(limit(), this.attemptTimeout, this.retry, this.transport, observation);
		if (observation == null) {
			return calls.start(this.destination.name(), kind, sent, call);
		}
		// Interceptors are part of what is observed.
		observation.enter();
		try {
			return calls.start(this.destination.name(), kind, sent, call);
		}
		finally {
			observation.leave();
		}
	}

	private boolean isPlain() {
		return this.parts.calls().isPlain(this.destination.name(), this.retry);
	}

	private static Frame observed(Frame frame, CallObservation observation) {
		Headers headers = observation.headers(frame.headers());
		return (headers != frame.headers()) ? frame.withHeaders(headers) : frame;
	}

	private Frame frame() {
		Headers headers = this.parts.settings().complete(this.headers.build());
		Object content = (this.payload != null) ? this.payload.get() : null;
		if (content instanceof Frame frame) {
			return Frame.data(merge(headers, frame.headers()), frame.payload());
		}
		return (content != null) ? this.parts.converters().toFrame(FrameType.DATA, content, headers)
				: Frame.of(FrameType.DATA, headers);
	}

	private static Headers merge(Headers first, Headers second) {
		if (first.isEmpty()) {
			return second;
		}
		HeadersBuilder merged = first.toBuilder();
		second.forEach((name, value) -> {
			if (!first.contains(name)) {
				merged.add(name, value);
			}
		});
		return merged.build();
	}

	private Duration limit() {
		return (this.timeout != null) ? this.timeout : this.destination.options().callTimeout();
	}

	// An interceptor may have made another kind of call than was asked for.
	@SuppressWarnings("TypeParameterUnusedInFormals")
	private <T> T read(@Nullable Frame reply, Type replyType) {
		return this.parts.replies().read((reply != null) ? reply : Frame.of(FrameType.DATA, Headers.EMPTY), replyType);
	}

	/**
	 * A payload that the first call takes over.
	 */
	private static final class OneTimePayload implements Supplier<Object> {

		private final AtomicReference<@Nullable Object> payload;

		private OneTimePayload(Object payload) {
			this.payload = new AtomicReference<>(payload);
		}

		@Override
		public Object get() {
			Object taken = this.payload.getAndSet(null);
			if (taken == null) {
				throw new IllegalStateException("The payload is a buffer, which the first call took over: give "
						+ "payloadFrom(...) one for each call");
			}
			return taken;
		}

	}

}
