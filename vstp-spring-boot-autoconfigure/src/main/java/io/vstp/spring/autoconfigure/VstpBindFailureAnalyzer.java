package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
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
		InetSocketAddress address = cause.address();
		String said = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
		String reason = said.toLowerCase(Locale.ROOT);
		if (reason.contains("in use")) {
			return portInUse(address, cause);
		}
		if (reason.contains("assign requested address") || reason.contains("not local")) {
			return addressNotLocal(address, cause);
		}
		if (reason.contains("permission denied")) {
			return notPermitted(address, cause);
		}
		return new FailureAnalysis(
				"The VSTP server cannot listen on TCP %s: %s".formatted(Endpoint.describe(address), said),
				"Review the properties 'vstp.server.tcp.port' and 'vstp.server.tcp.address'.", cause);
	}

	private static FailureAnalysis portInUse(InetSocketAddress address, VstpBindException cause) {
		return new FailureAnalysis(
				"The VSTP server cannot listen on TCP %s, because port %d is already in use."
					.formatted(Endpoint.describe(address), address.getPort()),
				"Stop what listens on port %d, set the property 'vstp.server.tcp.port' to another port, or to 0 for a free one."
					.formatted(address.getPort()),
				cause);
	}

	private static FailureAnalysis addressNotLocal(InetSocketAddress address, VstpBindException cause) {
		return new FailureAnalysis(
				"The VSTP server cannot listen on TCP %s, because this machine does not have the address %s."
					.formatted(Endpoint.describe(address), address.getHostString()),
				"Set the property 'vstp.server.tcp.address' to an address of this machine, or remove it to listen on "
						+ "all of them.",
				cause);
	}

	private static FailureAnalysis notPermitted(InetSocketAddress address, VstpBindException cause) {
		return new FailureAnalysis(
				"The VSTP server is not permitted to listen on TCP %s.".formatted(Endpoint.describe(address)),
				"Set the property 'vstp.server.tcp.port' to a port above 1023, or give the process the right to use "
						+ "port %d.".formatted(address.getPort()),
				cause);
	}

}
