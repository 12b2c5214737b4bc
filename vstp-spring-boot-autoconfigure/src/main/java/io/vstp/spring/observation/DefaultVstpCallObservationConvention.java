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

	private final Map<SpanKey, String> names = new ConcurrentHashMap<>();

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(VstpCallObservationContext context) {
		return this.names.computeIfAbsent(new SpanKey(context.getDestination(), context.getCallKind()),
				(key) -> key.destination() + " " + KeyValueCache.value(key.kind()));
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(VstpCallObservationContext context) {
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

	private record SpanKey(String destination, VstpCallKind kind) {
	}

}
