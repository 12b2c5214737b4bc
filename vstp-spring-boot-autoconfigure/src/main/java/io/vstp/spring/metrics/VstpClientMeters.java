package io.vstp.spring.metrics;

import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vstp.client.VstpClient;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.spring.client.VstpClients;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Registers gauges of the calls and connections of each destination, and of what waits to
 * be sent by all of them. They make no client and open no connection: a destination that
 * was not used, or is closed, reads 0.
 */
public final class VstpClientMeters implements SmartInitializingSingleton, DisposableBean {

	private final MeterFactory meters;

	private final VstpClients clients;

	/**
	 * Creates meters that are not registered yet.
	 * @param registry where to register them
	 * @param convention names them
	 * @param clients the clients
	 */
	public VstpClientMeters(MeterRegistry registry, VstpMeterConvention convention, VstpClients clients) {
		this.meters = new MeterFactory(registry, convention);
		this.clients = clients;
	}

	/**
	 * Registers the meters, if there are destinations.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.clients.names().isEmpty()) {
			return;
		}
		this.clients.names().forEach(this::bind);
		Tags side = Tags.of(MeterTags.of("side", Side.CLIENT));
		for (Transport transport : Transport.values()) {
			this.meters.gauge(SharedMeters.PENDING, SharedMeters.PENDING_TEXT,
					side.and(MeterTags.of("transport", transport)), this.clients,
					(clients) -> sum((client) -> SharedMeters.pendingBytes(client.sessions(), transport)));
		}
		this.meters.gauge(SharedMeters.REASSEMBLY, SharedMeters.REASSEMBLY_TEXT, side, this.clients,
				(clients) -> sum((client) -> client.reassemblies().bytes()));
		this.meters.gauge(SharedMeters.REASSEMBLY_MAX, SharedMeters.REASSEMBLY_MAX_TEXT, side, this.clients,
				(clients) -> sum((client) -> client.reassemblies().maxBytes()));
	}

	/**
	 * Removes the gauges, lest a registry that lives on reads what is gone.
	 */
	@Override
	public void destroy() {
		this.meters.removeGauges();
	}

	private void bind(String destination) {
		Tags tags = Tags.of("destination", destination);
		this.meters.gauge("vstp.client.calls.open", "Calls that are open", tags, this.clients,
				(clients) -> valueOf(clients.usedClient(destination), VstpClient::openCalls));
		this.meters.gauge("vstp.client.calls.open.max", "How many calls may be open", tags, this.clients,
				(clients) -> clients.options(destination).maxOpenCalls());
		for (Transport transport : Transport.values()) {
			this.meters.gauge("vstp.client.connections", "Connections that are open; over UDP, sockets",
					tags.and(MeterTags.of("transport", transport)), this.clients,
					(clients) -> valueOf(clients.usedClient(destination), (client) -> connections(client, transport)));
		}
	}

	private static long connections(VstpClient client, Transport transport) {
		return client.sessions().stream().filter((session) -> session.transport() == transport).count();
	}

	private long sum(ToLongFunction<VstpClient> value) {
		return this.clients.names().stream().mapToLong((name) -> valueOf(this.clients.usedClient(name), value)).sum();
	}

	private static long valueOf(@Nullable VstpClient client, ToLongFunction<VstpClient> value) {
		return (client != null) ? value.applyAsLong(client) : 0;
	}

}
