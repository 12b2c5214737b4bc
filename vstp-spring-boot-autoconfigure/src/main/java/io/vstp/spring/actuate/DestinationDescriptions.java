package io.vstp.spring.actuate;

import java.util.List;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.server.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Describes destinations. Makes no clients and opens no connections.
 */
final class DestinationDescriptions {

	private DestinationDescriptions() {
	}

	static List<VstpDescriptor.Destination> of(@Nullable VstpClients clients) {
		return (clients != null) ? clients.names().stream().map((name) -> describe(name, clients)).toList() : List.of();
	}

	private static VstpDescriptor.Destination describe(String name, VstpClients clients) {
		VstpClientOptions options = clients.options(name);
		VstpClient client = clients.usedClient(name);
		return new VstpDescriptor.Destination(name, Names.of(options.transport()),
				options.addresses().stream().map(Endpoint::describe).toList(),
				(options.tls() != null) ? "TLS" : "plain", (client != null) ? client.sessions().size() : 0,
				options.connections(), (client != null) ? client.openCalls() : 0, options.maxOpenCalls());
	}

}
