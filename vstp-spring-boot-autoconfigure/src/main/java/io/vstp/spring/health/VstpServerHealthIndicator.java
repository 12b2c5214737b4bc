package io.vstp.spring.health;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;

import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.spring.server.Endpoint;
import io.vstp.spring.server.VstpServerEndpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the VSTP server: up while it listens, down if it should and
 * does not, out of service before it has started, while it drains and when it is stopped,
 * unknown if there turn out to be no handlers. The details say for each transport where
 * it listens and how many sessions there are, how much is in flight, how busy the threads
 * of the handlers are, and what unfinished messages take. What is nearly used up is named
 * in {@code saturated}; the server is up nevertheless, for it goes on serving.
 */
public class VstpServerHealthIndicator extends AbstractHealthIndicator {

	private final VstpServerLifecycle lifecycle;

	private final @Nullable ExecutorService pool;

	/**
	 * Creates an indicator.
	 * @param lifecycle the server's
	 */
	public VstpServerHealthIndicator(VstpServerLifecycle lifecycle) {
		this(lifecycle, null);
	}

	/**
	 * Creates an indicator.
	 * @param lifecycle the server's
	 * @param pool runs the handlers, or {@code null} if that is not to be told
	 */
	public VstpServerHealthIndicator(VstpServerLifecycle lifecycle, @Nullable ExecutorService pool) {
		super("The health of the VSTP server cannot be told");
		this.lifecycle = lifecycle;
		this.pool = pool;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		VstpServer server = this.lifecycle.server();
		switch (this.lifecycle.state()) {
			case LISTENING -> builder.status((server != null && server.isListening()) ? Status.UP : Status.DOWN);
			case UNUSED -> builder.unknown();
			case NEW, DRAINING, STOPPED -> builder.outOfService();
		}
		builder.withDetail("state", this.lifecycle.state().name().toLowerCase(Locale.ROOT));
		if (server != null) {
			addDetails(builder, server);
		}
	}

	private void addDetails(Health.Builder builder, VstpServer server) {
		Collection<VstpSession> sessions = server.sessions();
		for (VstpServerEndpoint endpoint : this.lifecycle.endpoints()) {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put("address", Endpoint.describe(endpoint.address()));
			details.put("security", endpoint.security());
			details.put("sessions",
					sessions.stream().filter((session) -> session.transport() == endpoint.transport()).count());
			builder.withDetail(endpoint.transportName(), details);
		}
		builder.withDetail("handlers", this.lifecycle.handlers());
		boolean datagrams = server.address(Transport.UDP) != null;
		Saturation saturation = Saturation.of(server, this.pool, datagrams);
		saturation.details().forEach(builder::withDetail);
		builder.withDetail("saturated", saturation.saturated());
	}

}
