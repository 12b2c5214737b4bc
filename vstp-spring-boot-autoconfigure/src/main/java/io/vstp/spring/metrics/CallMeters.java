package io.vstp.spring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vstp.client.TransportChoice;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;

/**
 * The timers of calls and pushes, each registered when it is first needed.
 */
final class CallMeters {

	private final MeterFactory factory;

	private final Map<String, DestinationMeters> destinations = new ConcurrentHashMap<>();

	private final Map<PushKey, Timer> pushes = new ConcurrentHashMap<>();

	CallMeters(MeterFactory factory) {
		this.factory = factory;
	}

	Timer call(String destination, VstpCallKind kind, TransportChoice transport, String error) {
		DestinationMeters meters = this.destinations.get(destination);
		if (meters == null) {
			meters = this.destinations.computeIfAbsent(destination,
					(name) -> new DestinationMeters(this.factory, name));
		}
		return meters.timer(kind, transport, error);
	}

	Timer push(VstpPushKind kind, String error) {
		return this.pushes.computeIfAbsent(new PushKey(kind, error), this::register);
	}

	private Timer register(PushKey key) {
		return this.factory.timer("vstp.push", "How long pushes took",
				Tags.of(MeterTags.of("kind", key.kind())).and("error", key.error()));
	}

	private record PushKey(VstpPushKind kind, String error) {
	}

}
