package io.vstp.spring.autoconfigure;

import io.vstp.spring.handler.InvalidHandlerConditionException;
import io.vstp.spring.handler.InvalidHandlerException;
import io.vstp.spring.handler.UnknownDestinationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what is wrong with a handler.
 */
final class InvalidHandlerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHandlerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidHandlerException cause) {
		if (cause instanceof InvalidHandlerConditionException condition) {
			return new FailureAnalysis(
					"The condition '%s' of the VSTP handler %s (bean '%s') is invalid: %s".formatted(
							condition.condition(), condition.handler(), condition.beanName(), condition.reason()),
					"Correct the @VstpHandler annotation. A condition is name, !name, name=value or name!=value, and * in "
							+ "a value stands for any characters.",
					cause);
		}
		if (cause instanceof UnknownDestinationException unknown) {
			return new FailureAnalysis(cause.getMessage() + ".",
					unknown.known().isEmpty()
							? "Configure it: set vstp.client.destinations.NAME.address, or remove the handler."
							: "Configure it under vstp.client.destinations, or name one that is there: %s."
								.formatted(String.join(", ", unknown.known())),
					cause);
		}
		String action = (cause.action() != null) ? cause.action() : "Correct what is marked with @VstpHandler.";
		return new FailureAnalysis(String.valueOf(cause.getMessage()), action, cause);
	}

}
