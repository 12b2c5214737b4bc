package io.vstp.spring.autoconfigure;

import java.util.Locale;

import io.vstp.server.VstpBindException;
import io.vstp.spring.server.Endpoint;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Explains why the VSTP server cannot listen. What the operating system says is looked
 * for in the text, since native transports have exceptions of their own.
 */
final class VstpBindFailureAnalyzer extends AbstractFailureAnalyzer<VstpBindException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, VstpBindException cause) {
		String said = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
		String reason = said.toLowerCase(Locale.ROOT);
		if (reason.contains("in use")) {
			return portInUse(cause);
		}
		if (reason.contains("assign requested address") || reason.contains("not local")) {
			return addressNotLocal(cause);
		}
		if (reason.contains("permission denied")) {
			return notPermitted(cause);
		}
		return new FailureAnalysis("The VSTP server cannot listen on %s: %s".formatted(where(cause), said),
				"Review the properties '%s' and '%s'.".formatted(property(cause, "port"), property(cause, "address")),
				cause);
	}

	private static FailureAnalysis portInUse(VstpBindException cause) {
		int port = cause.address().getPort();
		return new FailureAnalysis(
				"The VSTP server cannot listen on %s, because port %d is already in use.".formatted(where(cause), port),
				"Stop what listens on port %d, set the property '%s' to another port, or to 0 for a free one."
					.formatted(port, property(cause, "port")),
				cause);
	}

	private static FailureAnalysis addressNotLocal(VstpBindException cause) {
		return new FailureAnalysis(
				"The VSTP server cannot listen on %s, because this machine does not have the address %s."
					.formatted(where(cause), cause.address().getHostString()),
				"Set the property '%s' to an address of this machine, or remove it to listen on all of them."
					.formatted(property(cause, "address")),
				cause);
	}

	private static FailureAnalysis notPermitted(VstpBindException cause) {
		return new FailureAnalysis("The VSTP server is not permitted to listen on %s.".formatted(where(cause)),
				"Set the property '%s' to a port above 1023, or give the process the right to use port %d."
					.formatted(property(cause, "port"), cause.address().getPort()),
				cause);
	}

	private static String where(VstpBindException cause) {
		return cause.transport() + " " + Endpoint.describe(cause.address());
	}

	private static String property(VstpBindException cause, String name) {
		return "vstp.server.%s.%s".formatted(cause.transport().name().toLowerCase(Locale.ROOT), name);
	}

}
