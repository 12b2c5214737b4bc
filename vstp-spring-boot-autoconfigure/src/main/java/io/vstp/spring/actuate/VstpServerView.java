package io.vstp.spring.actuate;

import java.util.Collection;
import java.util.List;

import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.spring.server.Endpoint;
import io.vstp.spring.server.VstpServerEndpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.VstpSession;

/**
 * A server as {@link VstpEndpoint} shows it.
 *
 * @param name its name
 * @param lifecycle knows its state
 */
public record VstpServerView(String name, VstpServerLifecycle lifecycle) {

	VstpDescriptor.Server describe() {
		VstpServer server = this.lifecycle.server();
		Collection<VstpSession> sessions = (server != null) ? server.sessions() : List.of();
		return new VstpDescriptor.Server(this.name, Names.of(this.lifecycle.state()),
				this.lifecycle.endpoints().stream().map((endpoint) -> describe(endpoint, sessions)).toList(),
				(server != null) ? server.inFlight() : null,
				(server != null && server.address(Transport.UDP) != null) ? server.reassemblies() : null);
	}

	private static VstpDescriptor.Listener describe(VstpServerEndpoint endpoint, Collection<VstpSession> sessions) {
		long count = sessions.stream().filter((session) -> session.transport() == endpoint.transport()).count();
		return new VstpDescriptor.Listener(endpoint.transportName(), Endpoint.describe(endpoint.address()),
				endpoint.security(), count);
	}

}
