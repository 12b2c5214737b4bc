package io.vstp.spring.health;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.vstp.server.VstpServer;
import io.vstp.spring.server.Endpoint;
import io.vstp.spring.server.VstpServerEndpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.VstpSession;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the VSTP server: up while it listens, down if it should and
 * does not, out of service before it has started, while it drains and when it is stopped,
 * unknown if there turn out to be no handlers. The details say for each transport where
 * it listens and how many sessions there are, and how much is in flight.
 */
public class VstpServerHealthIndicator extends AbstractHealthIndicator {

	private final VstpServerLifecycle lifecycle;

	/**
	 * Creates an indicator.
	 * @param lifecycle the server's
	 */
	public VstpServerHealthIndicator(VstpServerLifecycle lifecycle) {
		super("The health of the VSTP server cannot be told");
		this.lifecycle = lifecycle;
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
		builder.withDetail("inFlight", server.inFlight());
	}

}
