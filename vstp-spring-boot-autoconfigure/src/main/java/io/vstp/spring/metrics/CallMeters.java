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

	private final Map<String, DestinationMeters> destinations = new ConcurrentHashMap<>();

	private final Map<PushKey, Timer> pushes = new ConcurrentHashMap<>();

	CallMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	Timer call(String destination, VstpCallKind kind, TransportChoice transport, String error) {
		DestinationMeters meters = this.destinations.get(destination);
		if (meters == null) {
			meters = this.destinations.computeIfAbsent(destination,
					(name) -> new DestinationMeters(this.registry, name));
		}
		return meters.timer(kind, transport, error);
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

	private record PushKey(VstpPushKind kind, String error) {
	}

}
