package io.vstp.spring.observation;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.KeyValues;
import io.vstp.spring.client.VstpPushKind;
import io.vstp.spring.observation.VstpObservationDocumentation.PushHighKeyNames;
import io.vstp.spring.observation.VstpObservationDocumentation.PushKeyNames;

/**
 * Names observations of pushes {@code vstp.push}, and spans after the kind, for instance
 * {@code push send-with-ack}; keys are those of
 * {@link VstpObservationDocumentation#PUSH}. Safe for use by several threads.
 */
public class DefaultVstpPushObservationConvention implements VstpPushObservationConvention {

	private static final String NAME = "vstp.push";

	private static final Map<VstpPushKind, KeyValues> KEY_VALUES = Stream.of(VstpPushKind.values())
		.collect(Collectors.toMap(Function.identity(),
				(kind) -> KeyValues.of(PushKeyNames.KIND.withValue(KeyValueTable.value(kind)))));

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(VstpPushObservationContext context) {
		return switch (context.getPushKind()) {
			case SEND -> "push send";
			case SEND_WITH_ACK -> "push send-with-ack";
		};
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(VstpPushObservationContext context) {
		KeyValues result = Objects.requireNonNull(KEY_VALUES.get(context.getPushKind()));
		return (getClass() == DefaultVstpPushObservationConvention.class) ? context.standard().offer(result) : result;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(VstpPushObservationContext context) {
		KeyValues result = (context.getSessions() > 0)
				? KeyValues.of(PushHighKeyNames.SESSIONS.withValue(Integer.toString(context.getSessions())))
				: KeyValues.empty();
		return context.isFailed() ? result.and(PushHighKeyNames.ERROR.withValue(context.getErrorKey())) : result;
	}

}
