package io.vstp.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.client.TransportStatus;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.engine.select.TransportSwitch;
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
				options.connections(), (client != null) ? client.openCalls() : 0, options.maxOpenCalls(),
				(client != null) ? auto(client.transportStatus()) : null);
	}

	private static VstpDescriptor.@Nullable Auto auto(@Nullable TransportStatus status) {
		if (status == null) {
			return null;
		}
		Map<String, String> choices = new LinkedHashMap<>();
		status.choices().forEach((kind, transport) -> choices.put(Names.of(kind), Names.of(transport)));
		Map<String, VstpDescriptor.TransportHealth> transports = new LinkedHashMap<>();
		status.health().forEach((transport, health) -> transports.put(Names.of(transport), describe(health)));
		return new VstpDescriptor.Auto(choices, transports, status.switches(),
				status.recent().stream().map(DestinationDescriptions::describe).toList());
	}

	private static VstpDescriptor.TransportHealth describe(TransportStatus.Health health) {
		return new VstpDescriptor.TransportHealth(Names.of(health.state()),
				health.rtt().toNanos() / Names.NANOS_PER_MILLI, health.loss());
	}

	private static VstpDescriptor.Switch describe(TransportSwitch change) {
		return new VstpDescriptor.Switch(Names.of(change.kind()),
				(change.from() != null) ? Names.of(change.from()) : null, Names.of(change.to()),
				Names.of(change.reason()));
	}

}
