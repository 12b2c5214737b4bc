package io.vstp.spring.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vstp.client.TransportChoice;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;

/**
 * The timers of calls and pushes, each registered when it is first needed.
 */
final class CallMeters {

	private final MeterRegistry registry;

	private final Map<CallKey, Timer> calls = new ConcurrentHashMap<>();

	private final Map<PushKey, Timer> pushes = new ConcurrentHashMap<>();

	CallMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	Timer call(String destination, VstpCallKind kind, TransportChoice transport, String error) {
		return this.calls.computeIfAbsent(new CallKey(destination, kind, transport, error), this::register);
	}

	private Timer register(CallKey key) {
		return Timer.builder("vstp.client.call")
			.description("How long calls took, with their retries")
			.tag("destination", key.destination())
			.tags(List.of(MeterTags.of("kind", key.kind()), MeterTags.of("transport", key.transport())))
			.tag("error", key.error())
			.register(this.registry);
	}

	Timer push(VstpPushKind kind, String error) {
		return this.pushes.computeIfAbsent(new PushKey(kind, error), this::register);
	}

	private Timer register(PushKey key) {
		return Timer.builder("vstp.push")
			.description("How long pushes took")
			.tags(List.of(MeterTags.of("kind", key.kind())))
			.tag("error", key.error())
			.register(this.registry);
	}

	private record CallKey(String destination, VstpCallKind kind, TransportChoice transport, String error) {
	}

	private record PushKey(VstpPushKind kind, String error) {
	}

}
