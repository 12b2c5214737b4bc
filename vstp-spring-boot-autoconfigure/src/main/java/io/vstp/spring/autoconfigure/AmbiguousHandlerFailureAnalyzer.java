package io.vstp.spring.autoconfigure;

import io.vstp.spring.handler.AmbiguousHandlerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which handlers would take the same frame.
 */
final class AmbiguousHandlerFailureAnalyzer extends AbstractFailureAnalyzer<AmbiguousHandlerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AmbiguousHandlerException cause) {
		String description = """
				Two VSTP handlers would take the same frame, and neither is more specific:

				    %s
				    %s

				Both would take, for instance, a %s frame with the headers %s.""".formatted(cause.first().describe(),
				cause.second().describe(), cause.exampleType(), cause.exampleHeaders());
		return new FailureAnalysis(description,
				"Add a condition to one of the two @VstpHandler annotations, so that it takes fewer frames than the "
						+ "other or none of the same. The handler with more conditions of the form name=value comes "
						+ "first.",
				cause);
	}

}
