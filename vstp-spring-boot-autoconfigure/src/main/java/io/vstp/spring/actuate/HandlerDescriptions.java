package io.vstp.spring.actuate;

import io.vstp.frame.HeaderNames;
import io.vstp.spring.handler.VstpHandlerDescription;
import io.vstp.spring.handler.VstpHandlerMapping;

/**
 * Describes handlers.
 */
final class HandlerDescriptions {

	private static final String HIDDEN = "******";

	private HandlerDescriptions() {
	}

	static VstpDescriptor.Handler of(VstpHandlerDescription description) {
		VstpHandlerMapping mapping = description.mapping();
		return new VstpDescriptor.Handler(mapping.handler(), mapping.beanName(),
				mapping.conditions().stream().map(HandlerDescriptions::withoutToken).toList(),
				Names.of(mapping.frameTypes()), Names.of(mapping.transports()),
				mapping.servers().stream().sorted().toList(), mapping.destinations().stream().sorted().toList(),
				Names.of(description.ack()), (description.concurrency() > 0) ? description.concurrency() : null,
				(description.ordering() != null) ? Names.of(description.ordering()) : null);
	}

	// A placeholder may have brought it there.
	private static String withoutToken(String condition) {
		int value = condition.indexOf('=');
		return (value > 0 && condition.startsWith(HeaderNames.AUTH_TOKEN)) ? condition.substring(0, value + 1) + HIDDEN
				: condition;
	}

}
