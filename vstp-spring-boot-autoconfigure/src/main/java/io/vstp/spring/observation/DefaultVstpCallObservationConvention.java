package io.vstp.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValues;
import io.vstp.client.TransportChoice;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.observation.VstpObservationDocumentation.CallHighKeyNames;
import io.vstp.spring.observation.VstpObservationDocumentation.CallKeyNames;

/**
 * Names observations of calls {@code vstp.client.call}, and spans after destination and
 * kind, for instance {@code telemetry exchange}; keys are those of
 * {@link VstpObservationDocumentation#CALL}. Safe for use by several threads.
 */
public class DefaultVstpCallObservationConvention implements VstpCallObservationConvention {

	private static final String NAME = "vstp.client.call";

	private final KeyValueCache<Key> keyValues = new KeyValueCache<>(DefaultVstpCallObservationConvention::make);

	private final Map<String, SpanNames> names = new ConcurrentHashMap<>();

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(VstpCallObservationContext context) {
		SpanNames known = this.names.get(context.getDestination());
		if (known == null) {
			known = this.names.computeIfAbsent(context.getDestination(), SpanNames::of);
		}
		return known.of(context.getCallKind());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(VstpCallObservationContext context) {
		KeyValues known = context.standard().offered();
		if (known != null) {
			return known;
		}
		KeyValues result = this.keyValues
			.get(new Key(context.getDestination(), context.getCallKind(), context.getTransport()));
		return (getClass() == DefaultVstpCallObservationConvention.class) ? context.standard().offer(result) : result;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(VstpCallObservationContext context) {
		return context.isFailed() ? KeyValues.of(CallHighKeyNames.ERROR.withValue(context.getErrorKey()))
				: KeyValues.empty();
	}

	private static KeyValues make(Key key) {
		return KeyValues.of(CallKeyNames.DESTINATION.withValue(key.destination()),
				CallKeyNames.KIND.withValue(KeyValueCache.value(key.kind())),
				CallKeyNames.TRANSPORT.withValue(KeyValueCache.value(key.transport())));
	}

	private record Key(String destination, VstpCallKind kind, TransportChoice transport) {
	}

	/** The names of the spans of a destination. */
	private record SpanNames(String send, String sendWithAck, String exchange) {

		static SpanNames of(String destination) {
			return new SpanNames(name(destination, VstpCallKind.SEND), name(destination, VstpCallKind.SEND_WITH_ACK),
					name(destination, VstpCallKind.EXCHANGE));
		}

		private static String name(String destination, VstpCallKind kind) {
			return destination + " " + KeyValueCache.value(kind);
		}

		String of(VstpCallKind kind) {
			return switch (kind) {
				case SEND -> this.send;
				case SEND_WITH_ACK -> this.sendWithAck;
				case EXCHANGE -> this.exchange;
			};
		}

	}

}
