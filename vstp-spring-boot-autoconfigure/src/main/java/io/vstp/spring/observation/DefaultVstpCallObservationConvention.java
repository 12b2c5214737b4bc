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
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
public class DefaultVstpCallObservationConvention implements VstpCallObservationConvention {

	private static final String NAME = "vstp.client.call";

	private static final VstpCallKind[] KINDS = VstpCallKind.values();

	private static final TransportChoice[] TRANSPORTS = TransportChoice.values();

	private final KeyValueTable keyValues = new KeyValueTable(KINDS.length * TRANSPORTS.length,
			DefaultVstpCallObservationConvention::make);

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
		KeyValues result = this.keyValues.get(context.getDestination(),
				context.getCallKind().ordinal() * TRANSPORTS.length + context.getTransport().ordinal());
		return (getClass() == DefaultVstpCallObservationConvention.class) ? context.standard().offer(result) : result;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(VstpCallObservationContext context) {
		return context.isFailed() ? KeyValues.of(CallHighKeyNames.ERROR.withValue(context.getErrorKey()))
				: KeyValues.empty();
	}

	private static KeyValues make(String destination, int column) {
		return KeyValues.of(CallKeyNames.DESTINATION.withValue(destination),
				CallKeyNames.KIND.withValue(KeyValueTable.value(KINDS[column / TRANSPORTS.length])),
				CallKeyNames.TRANSPORT.withValue(KeyValueTable.value(TRANSPORTS[column % TRANSPORTS.length])));
	}

	/** The names of the spans of a destination. */
	private record SpanNames(String send, String sendWithAck, String exchange) {

		static SpanNames of(String destination) {
			return new SpanNames(name(destination, VstpCallKind.SEND), name(destination, VstpCallKind.SEND_WITH_ACK),
					name(destination, VstpCallKind.EXCHANGE));
		}

		private static String name(String destination, VstpCallKind kind) {
			return destination + " " + KeyValueTable.value(kind);
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
