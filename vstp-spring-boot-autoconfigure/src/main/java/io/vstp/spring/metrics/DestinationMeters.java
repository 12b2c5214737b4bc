package io.vstp.spring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vstp.client.TransportChoice;
import io.vstp.spring.client.VstpCallKind;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the calls to one destination, each registered when it is first needed.
 * That of a call that went well is found without a search.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class DestinationMeters {

	private static final String NO_ERROR = "none";

	private static final int TRANSPORTS = TransportChoice.values().length;

	private final MeterFactory factory;

	private final String destination;

	private final AtomicReferenceArray<@Nullable Timer> succeeded = new AtomicReferenceArray<>(
			VstpCallKind.values().length * TRANSPORTS);

	private final Map<Key, Timer> failed = new ConcurrentHashMap<>();

	DestinationMeters(MeterFactory factory, String destination) {
		this.factory = factory;
		this.destination = destination;
	}

	Timer timer(VstpCallKind kind, TransportChoice transport, String error) {
		if (!error.equals(NO_ERROR)) {
			return this.failed.computeIfAbsent(new Key(kind, transport, error),
					(key) -> register(kind, transport, error));
		}
		int index = kind.ordinal() * TRANSPORTS + transport.ordinal();
		Timer timer = this.succeeded.get(index);
		if (timer == null) {
			timer = register(kind, transport, error);
			this.succeeded.set(index, timer);
		}
		return timer;
	}

	private Timer register(VstpCallKind kind, TransportChoice transport, String error) {
		return this.factory.timer("vstp.client.call", "How long calls took, with their retries",
				Tags.of("destination", this.destination)
					.and(MeterTags.of("kind", kind), MeterTags.of("transport", transport))
					.and("error", error));
	}

	private record Key(VstpCallKind kind, TransportChoice transport, String error) {
	}

}
