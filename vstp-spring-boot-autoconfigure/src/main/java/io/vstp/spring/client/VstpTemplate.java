package io.vstp.spring.client;

import java.util.concurrent.Executor;

import io.vstp.spring.convert.VstpMessageConverters;

/**
 * Calls VSTP servers by the names that {@code vstp.client.destinations} gives them. Safe
 * for use by several threads.
 *
 * <pre class="code">
 * template.to("telemetry").header("sensor-id", "temp-001").payload(reading).send();
 * Reading latest = template.to("telemetry").header("op", "latest").exchange(Reading.class);
 * </pre>
 *
 * A connection is opened with the first call to its destination and used by all.
 */
public class VstpTemplate {

	private final VstpClients clients;

	private final VstpMessageConverters converters;

	private final Executor executor;

	/**
	 * Creates a template.
	 * @param clients the destinations and their clients
	 * @param converters turn payloads into frames and replies into objects
	 * @param executor completes the futures of asynchronous calls, so that what hangs on
	 * them may block
	 */
	public VstpTemplate(VstpClients clients, VstpMessageConverters converters, Executor executor) {
		this.clients = clients;
		this.converters = converters;
		this.executor = executor;
	}

	/**
	 * Begins a call.
	 * @param destination a name under {@code vstp.client.destinations}
	 * @return the call, which nothing has been sent of yet
	 * @throws IllegalArgumentException if there is no such destination; the message lists
	 * those that there are
	 */
	public VstpCall to(String destination) {
		return new DefaultVstpCall(this.clients.destination(destination), this.converters, this.executor);
	}

}
