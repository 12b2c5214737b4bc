package io.vstp.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * The transports of a client: the one that its options name, or both with what chooses
 * between them, and the other one where a call asks for it.
 */
final class Lanes {

	private final VstpClientOptions options;

	private final EventLoops eventLoops;

	private final @Nullable AutoRouter router;

	private final @Nullable TransportLane main;

	private final Map<Transport, TransportLane> forced = new EnumMap<>(Transport.class);

	private boolean onDemand;

	private boolean closed;

	Lanes(VstpClientOptions options, EventLoops eventLoops, CallIds ids, Replies replies) {
		this.options = options;
		this.eventLoops = eventLoops;
		boolean auto = options.transport() == TransportChoice.AUTO;
		this.router = auto ? new AutoRouter(options, eventLoops, ids, replies) : null;
		Transport transport = (options.transport() == TransportChoice.UDP) ? Transport.UDP : Transport.TCP;
		this.main = auto ? null : new TransportLane(options, transport, eventLoops, LaneListener.NONE);
	}

	@Nullable AutoRouter router() {
		return this.router;
	}

	/**
	 * Returns what carries a call.
	 * @param transport what the call asks for, or {@code null} if it does not care
	 * @return the lane, or {@code null} if the router is to choose
	 * @throws IllegalArgumentException if the transport cannot be had
	 */
	@Nullable TransportLane lane(@Nullable Transport transport) {
		TransportLane own = this.main;
		if (transport == null || (own != null && own.transport() == transport)) {
			return own;
		}
		return (this.router != null) ? this.router.lane(transport) : forced(transport);
	}

	private synchronized TransportLane forced(Transport transport) {
		TransportLane lane = this.forced.get(transport);
		if (lane == null) {
			if (this.closed) {
				throw new VstpUnreachableException("The client of %s is closed".formatted(this.options.name()));
			}
			lane = new TransportLane(this.options, transport, this.eventLoops, LaneListener.NONE);
			if (this.onDemand) {
				lane.connections().onDemand();
			}
			this.forced.put(transport, lane);
		}
		return lane;
	}

	private synchronized List<TransportLane> all() {
		List<TransportLane> all = new ArrayList<>(this.forced.values());
		if (this.main != null) {
			all.add(0, this.main);
		}
		if (this.router != null) {
			for (Transport transport : Transport.values()) {
				all.add(this.router.lane(transport));
			}
		}
		return all;
	}

	List<VstpSession> sessions() {
		return all().stream().flatMap((lane) -> lane.connections().sessions().stream()).toList();
	}

	CompletableFuture<VstpSession> connect() {
		if (this.router != null) {
			return this.router.connect().thenApply((done) -> {
				VstpSession session = session();
				if (session == null) {
					throw new VstpConnectionException("No connection");
				}
				return session;
			});
		}
		CompletableFuture<VstpSession> connected = new CompletableFuture<>();
		all().get(0).connections().choose().keeper().watch((connection, failure) -> {
			if (connection != null) {
				connected.complete(connection.session());
			}
			else {
				connected
					.completeExceptionally((failure != null) ? failure : new VstpConnectionException("No connection"));
			}
		});
		return connected;
	}

	/**
	 * Returns the session under way.
	 * @return the session, of two that by TCP, or {@code null} if there is none
	 */
	@Nullable VstpSession session() {
		for (TransportLane lane : all()) {
			Connection connection = lane.connection();
			if (connection != null) {
				return connection.session();
			}
		}
		return null;
	}

	void connectOnDemand() {
		synchronized (this) {
			this.onDemand = true;
		}
		all().forEach((lane) -> lane.connections().onDemand());
	}

	/**
	 * Makes no further attempts to connect.
	 * @return the connections that are there
	 */
	List<Connection> close() {
		synchronized (this) {
			this.closed = true;
		}
		if (this.router != null) {
			this.router.close();
		}
		List<Connection> connections = new ArrayList<>();
		for (TransportLane lane : all()) {
			connections.addAll(lane.connections().close());
		}
		return connections;
	}

}
