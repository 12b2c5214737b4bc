package io.vstp.spring.autoconfigure;

import io.vstp.spring.exchange.InvalidVstpExchangeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what is wrong with a declarative client.
 */
final class InvalidVstpExchangeFailureAnalyzer extends AbstractFailureAnalyzer<InvalidVstpExchangeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidVstpExchangeException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
