package io.vstp.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.util.ReferenceCountUtil;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.transport.Checks;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * A push by the sessions of a server.
 */
final class DefaultVstpPush implements VstpPush {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private final PushTargets targets;

	private final VstpMessageConverters converters;

	private final Executor executor;

	private final CallObservations observations;

	private final HeadersBuilder headers = Headers.builder();

	private @Nullable Object payload;

	private Duration timeout = DEFAULT_TIMEOUT;

	DefaultVstpPush(PushTargets targets, VstpMessageConverters converters, Executor executor,
			CallObservations observations) {
		this.targets = targets;
		this.converters = converters;
		this.executor = executor;
		this.observations = observations;
	}

	@Override
	public VstpPush header(String name, Object value) {
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
	public VstpPush headers(Headers headers) {
		this.headers.addAll(headers);
		return this;
	}

	@Override
	public VstpPush headers(Consumer<HeadersBuilder> headers) {
		headers.accept(this.headers);
		return this;
	}

	@Override
	public VstpPush contentType(String contentType) {
		this.headers.set(HeaderNames.CONTENT_TYPE, contentType);
		return this;
	}

	@Override
	public VstpPush payload(@Nullable Object payload) {
		this.payload = payload;
		return this;
	}

	@Override
	public VstpPush timeout(Duration timeout) {
		this.timeout = Checks.positive("timeout", timeout);
		return this;
	}

	@Override
	public VstpPushResult send() {
		Frame frame = frame();
		return observed(observe(VstpPushKind.SEND, frame), (observation) -> send(PushedFrame.of(frame, observation)));
	}

	private VstpPushResult send(PushedFrame frame) {
		Map<String, VstpPushOutcome> outcomes = new LinkedHashMap<>();
		try {
			this.targets.forEach((session) -> outcomes.put(session.id(), push(session, frame)),
					(missing) -> outcomes.put(missing, VstpPushOutcome.CLOSED));
		}
		finally {
			frame.release();
		}
		return new VstpPushResult(outcomes);
	}

	private static VstpPushOutcome push(VstpSession session, PushedFrame frame) {
		VstpPushOutcome refusal = PushOutcomes.refusal(session);
		if (refusal != null) {
			return refusal;
		}
		try {
			session.push(frame.share(session));
			return VstpPushOutcome.SENT;
		}
		catch (RuntimeException ex) {
			return PushOutcomes.of(ex);
		}
	}

	@Override
	public CompletableFuture<VstpPushResult> sendAsync() {
		long nanos = this.timeout.toNanos();
		return async(VstpPushKind.SEND, VstpPushOutcome.SENT,
				(session, frame) -> session.send(frame).orTimeout(nanos, TimeUnit.NANOSECONDS));
	}

	@Override
	public VstpPushResult sendWithAck() {
		if (this.targets.inEventLoop()) {
			throw new IllegalStateException("A blocking VSTP push on the event loop %s would wait for itself: "
				.formatted(Thread.currentThread().getName()) + "use its Async twin, or another thread");
		}
		Frame frame = frame();
		return observed(observe(VstpPushKind.SEND_WITH_ACK, frame),
				(observation) -> BlockingCalls.await(
						start(PushedFrame.of(frame, observation), VstpPushOutcome.ACKNOWLEDGED, this::sendWithAck),
						this.timeout));
	}

	@Override
	public CompletableFuture<VstpPushResult> sendWithAckAsync() {
		return async(VstpPushKind.SEND_WITH_ACK, VstpPushOutcome.ACKNOWLEDGED, this::sendWithAck);
	}

	private CompletableFuture<Void> sendWithAck(VstpSession session, Frame frame) {
		return session.sendWithAck(frame, this.timeout);
	}

	private CompletableFuture<VstpPushResult> async(VstpPushKind kind, VstpPushOutcome success,
			BiFunction<VstpSession, Frame, CompletableFuture<Void>> sending) {
		CompletableFuture<VstpPushResult> result;
		CallObservation observation = null;
		try {
			Frame frame = frame();
			observation = observe(kind, frame);
			result = start(PushedFrame.of(frame, observation), success, sending);
		}
		catch (RuntimeException ex) {
			stop(observation, ex);
			return CompletableFuture.failedFuture(ex);
		}
		return AsyncCalls.complete(result, this.executor, Function.identity(), observation);
	}

	private @Nullable CallObservation observe(VstpPushKind kind, Frame frame) {
		return this.observations.push(kind, frame);
	}

	private static VstpPushResult observed(@Nullable CallObservation observation,
			Function<@Nullable CallObservation, VstpPushResult> push) {
		VstpPushResult result;
		try {
			result = push.apply(observation);
		}
		catch (RuntimeException | Error ex) {
			stop(observation, ex);
			throw ex;
		}
		if (observation != null) {
			observation.stop(ObservedErrors.of(result), null, result.total());
		}
		return result;
	}

	private static void stop(@Nullable CallObservation observation, Throwable failure) {
		if (observation != null) {
			observation.stop(ObservedErrors.of(failure), failure, 0);
		}
	}

	private CompletableFuture<VstpPushResult> start(PushedFrame frame, VstpPushOutcome success,
			BiFunction<VstpSession, Frame, CompletableFuture<Void>> sending) {
		Map<String, CompletableFuture<VstpPushOutcome>> endings = new LinkedHashMap<>();
		try {
			this.targets.forEach((session) -> {
				VstpPushOutcome refusal = PushOutcomes.refusal(session);
				endings.put(session.id(),
						(refusal != null) ? CompletableFuture.completedFuture(refusal)
								: sending.apply(session, frame.share(session))
									.handle((done, ex) -> (ex != null) ? PushOutcomes.of(ex) : success));
			}, (missing) -> endings.put(missing, CompletableFuture.completedFuture(VstpPushOutcome.CLOSED)));
		}
		finally {
			frame.release();
		}
		return CompletableFuture.allOf(endings.values().toArray(CompletableFuture<?>[]::new)).thenApply((done) -> {
			Map<String, VstpPushOutcome> outcomes = new LinkedHashMap<>();
			endings.forEach((id, ending) -> outcomes.put(id, ending.join()));
			return new VstpPushResult(outcomes);
		});
	}

	private Frame frame() {
		Headers headers = this.headers.build();
		try {
			this.targets.check();
			if (headers.contains(HeaderNames.CORRELATION_ID)) {
				throw new IllegalArgumentException(
						"A push must not have a correlation-id: its receiver would take it for a late reply");
			}
		}
		catch (RuntimeException ex) {
			ReferenceCountUtil.release(this.payload);
			throw ex;
		}
		return (this.payload != null) ? this.converters.toFrame(FrameType.DATA, this.payload, headers)
				: Frame.of(FrameType.DATA, headers);
	}

}
