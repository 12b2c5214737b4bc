package io.vstp.spring.health;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.server.Endpoint;
import io.vstp.transport.Checks;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.VstpSession;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for a destination: up where its server answers PING over the
 * connection that is there, down where it does not or the connection is lost, unknown
 * where the destination has not been used yet. Opens no connection. Who asks waits for
 * the answer, so not to be asked on an event loop.
 * <p>
 * A server that may not know PING, because it knows part 1 of the protocol only, is not
 * asked: over TCP it is up while there is a connection, over UDP unknown.
 */
public class VstpDestinationHealthIndicator extends AbstractHealthIndicator {

	private final VstpClients clients;

	private final String destination;

	private final Duration timeout;

	/**
	 * Creates an indicator.
	 * @param clients the clients
	 * @param destination the name of the destination
	 * @param timeout how long the answer to PING may take; more than 0
	 */
	public VstpDestinationHealthIndicator(VstpClients clients, String destination, Duration timeout) {
		super("The health of the VSTP destination cannot be told");
		this.clients = clients;
		this.destination = destination;
		this.timeout = Checks.positive("timeout", timeout);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		builder.withDetail("transport",
				this.clients.options(this.destination).transport().name().toLowerCase(Locale.ROOT));
		VstpClient client = this.clients.usedClient(this.destination);
		if (client == null) {
			builder.unknown().withDetail("connections", 0);
			return;
		}
		builder.withDetail("connections", client.sessions().size()).withDetail("openCalls", client.openCalls());
		VstpSession session = client.session();
		if (session == null) {
			builder.down();
			return;
		}
		builder.withDetail("address", Endpoint.describe(session.remoteAddress()));
		if (knowsPing(session)) {
			ping(session, builder);
		}
		else {
			builder.status((session.transport() == Transport.TCP) ? Status.UP : Status.UNKNOWN);
		}
	}

	private static boolean knowsPing(VstpSession session) {
		return session.isGreeted() || (session instanceof ManagedSession managed && !managed.repliesByOrder());
	}

	private void ping(VstpSession session, Health.Builder builder) throws InterruptedException {
		long begin = System.nanoTime();
		CompletableFuture<Void> answer = session.sendWithAck(Frame.of(FrameType.PING, Headers.EMPTY), this.timeout);
		try {
			answer.get();
			long micros = (System.nanoTime() - begin) / 1000;
			builder.up().withDetail("roundTripMillis", micros / 1000.0);
		}
		catch (ExecutionException ex) {
			builder.down((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ex;
		}
	}

}
