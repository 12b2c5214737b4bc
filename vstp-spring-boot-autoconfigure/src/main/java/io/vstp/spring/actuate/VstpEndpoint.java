package io.vstp.spring.actuate;

import java.util.List;

import io.vstp.spring.client.VstpClients;
import io.vstp.spring.handler.VstpHandlerRegistry;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@link Endpoint} that shows servers, sessions, handlers and destinations, and closes
 * sessions. It tells no tokens and, but for the {@code client-id} of the HELLO, no
 * headers of peers.
 */
@Endpoint(id = "vstp")
public class VstpEndpoint {

	/** How many sessions are shown unless said otherwise. */
	public static final int DEFAULT_LIMIT = 100;

	/** How many sessions are shown at the most. */
	public static final int MAX_LIMIT = 1000;

	private final List<VstpServerView> servers;

	private final @Nullable VstpSessions sessions;

	private final VstpHandlerRegistry registry;

	private final @Nullable VstpClients clients;

	/**
	 * Creates an endpoint.
	 * @param servers the servers
	 * @param sessions their sessions, or {@code null} if there are no servers
	 * @param registry the handlers
	 * @param clients the destinations, or {@code null} if there are none
	 */
	public VstpEndpoint(List<VstpServerView> servers, @Nullable VstpSessions sessions, VstpHandlerRegistry registry,
			@Nullable VstpClients clients) {
		this.servers = List.copyOf(servers);
		this.sessions = sessions;
		this.registry = registry;
		this.clients = clients;
	}

	/**
	 * Tells what there is.
	 * @param limit how many sessions to show, {@value #MAX_LIMIT} at the most;
	 * {@code null} for {@value #DEFAULT_LIMIT}
	 * @return servers, sessions, handlers and destinations
	 * @throws InvalidEndpointRequestException if the limit is negative
	 */
	@ReadOperation
	public VstpDescriptor vstp(@Nullable Integer limit) {
		int shown = (limit != null) ? Math.min(limit, MAX_LIMIT) : DEFAULT_LIMIT;
		if (shown < 0) {
			throw new InvalidEndpointRequestException("'limit' is negative", "'limit' must not be negative");
		}
		return new VstpDescriptor(this.servers.stream().map(VstpServerView::describe).toList(),
				SessionDescriptions.of(this.sessions, shown),
				this.registry.descriptions().stream().map(HandlerDescriptions::of).toList(),
				DestinationDescriptions.of(this.clients));
	}

	/**
	 * Closes a session gracefully: what is in flight is finished, and a greeted peer gets
	 * BYE. Does not wait for the end.
	 * @param id the name of the session
	 * @return whether there is such a session
	 */
	@DeleteOperation
	public boolean closeSession(@Selector String id) {
		VstpSession session = (this.sessions != null) ? this.sessions.find(id).orElse(null) : null;
		if (session == null) {
			return false;
		}
		session.close();
		return true;
	}

}
