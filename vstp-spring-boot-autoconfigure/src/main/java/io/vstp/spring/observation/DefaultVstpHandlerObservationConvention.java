package io.vstp.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValues;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Transport;
import io.vstp.spring.observation.VstpObservationDocumentation.HandlerHighKeyNames;
import io.vstp.spring.observation.VstpObservationDocumentation.HandlerKeyNames;

/**
 * Names observations of handlers {@code vstp.handler}, and spans after the method, for
 * instance {@code Sensors#reading}; keys are those of
 * {@link VstpObservationDocumentation#HANDLER}. Safe for use by several threads.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
public class DefaultVstpHandlerObservationConvention implements VstpHandlerObservationConvention {

	private static final String NAME = "vstp.handler";

	private static final Transport[] TRANSPORTS = Transport.values();

	private final KeyValueTable keyValues = new KeyValueTable(TRANSPORTS.length,
			DefaultVstpHandlerObservationConvention::make);

	private final Map<String, String> names = new ConcurrentHashMap<>();

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(VstpHandlerObservationContext context) {
		String known = this.names.get(context.getHandler());
		return (known != null) ? known
				: this.names.computeIfAbsent(context.getHandler(), DefaultVstpHandlerObservationConvention::shortName);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(VstpHandlerObservationContext context) {
		KeyValues known = context.standard().offered();
		if (known != null) {
			return known;
		}
		KeyValues result = this.keyValues.get(context.getHandler(), context.getTransport().ordinal());
		return (getClass() == DefaultVstpHandlerObservationConvention.class) ? context.standard().offer(result)
				: result;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(VstpHandlerObservationContext context) {
		ErrorCode error = context.getErrorCode();
		return (error != null) ? context.sessionKeyValues().and(HandlerHighKeyNames.ERROR.withValue(error.code()))
				: context.sessionKeyValues();
	}

	private static KeyValues make(String handler, int transport) {
		return KeyValues.of(HandlerKeyNames.HANDLER.withValue(handler),
				HandlerKeyNames.TRANSPORT.withValue(KeyValueTable.value(TRANSPORTS[transport])));
	}

	// Without the parameters.
	private static String shortName(String handler) {
		int end = handler.indexOf('(');
		return (end > 0) ? handler.substring(0, end) : handler;
	}

}
