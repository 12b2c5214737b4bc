package io.vstp.spring.health;

import java.net.InetSocketAddress;
import java.util.Locale;

import io.vstp.server.VstpServer;
import io.vstp.spring.server.Endpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the VSTP server: up while it listens, down if it should and
 * does not, out of service before it has started, while it drains and when it is stopped,
 * unknown where there are no handlers.
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
		addDetails(builder, server);
	}

	private void addDetails(Health.Builder builder, @Nullable VstpServer server) {
		InetSocketAddress address = this.lifecycle.address();
		String security = this.lifecycle.security();
		if (server != null && address != null && security != null) {
			builder.withDetail("address", Endpoint.describe(address));
			builder.withDetail("security", security);
			builder.withDetail("sessions", server.sessions().size());
			builder.withDetail("handlers", this.lifecycle.handlers());
		}
	}

}
