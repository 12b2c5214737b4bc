package io.vstp.client;

import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a client: keeps its connections, and sends calls by them.
 */
final class TransportLane {

	private final Transport transport;

	private final ConnectionPool connections;

	/**
	 * Creates a lane that is not connected yet.
	 * @param options how the client works
	 * @param transport what carries the frames
	 * @param eventLoops what runs the sessions
	 * @param listener is told of the connections
	 * @throws IllegalArgumentException if TLS is asked for over UDP
	 */
	TransportLane(VstpClientOptions options, Transport transport, EventLoops eventLoops, LaneListener listener) {
		if (transport == Transport.UDP && options.tls() != null) {
			throw new IllegalArgumentException(
					"There is no TLS over UDP: %s can be called by TCP only".formatted(options.name()));
		}
		this.transport = transport;
		this.connections = new ConnectionPool(options, transport, eventLoops, listener);
	}

	Transport transport() {
		return this.transport;
	}

	ConnectionPool connections() {
		return this.connections;
	}

	/**
	 * Sends a call, as soon as there is a connection.
	 * @param call the call, which is told what becomes of it
	 * @param frame what to send; taken over
	 */
	void start(ClientCall call, Frame frame) {
		ConnectionPool.Lane lane = this.connections.choose();
		lane.begun();
		call.result().whenComplete((reply, failure) -> lane.ended());
		Connection connection = lane.keeper().open();
		if (connection != null) {
			dispatch(call, frame, connection, lane.keeper());
		}
		else {
			awaitConnection(call, frame, lane.keeper());
		}
	}

	private static void awaitConnection(ClientCall call, Frame frame, ConnectionKeeper keeper) {
		ConnectionKeeper.Waiter waiter = (connection, failure) -> {
			if (connection != null && !call.isDone()) {
				dispatch(call, frame, connection, keeper);
			}
			else {
				frame.release();
				if (failure != null) {
					call.fail(failure);
				}
			}
		};
		keeper.await(waiter);
		call.result().whenComplete((reply, failure) -> {
			if (keeper.cancel(waiter)) {
				frame.release();
			}
		});
	}

	private static void dispatch(ClientCall call, Frame frame, Connection connection, ConnectionKeeper keeper) {
		// Kept, for if the connection is closing nothing was sent and the next one will
		// do.
		frame.retain();
		try {
			if (!connection.session().repliesByOrder()) {
				transmit(call, frame, connection);
			}
			else {
				// A part-1 peer's replies are told apart by their order alone.
				synchronized (connection) {
					transmit(call, frame, connection);
				}
			}
			frame.release();
		}
		catch (VstpConnectionException ex) {
			if (call.isDone()) {
				frame.release();
			}
			else {
				awaitConnection(call, frame, keeper);
			}
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			frame.release();
			call.fail(ex);
		}
	}

	// A call of which nothing was sent must not wait for a reply: from a part-1 peer it
	// would take that of the next one.
	private static void transmit(ClientCall call, Frame frame, Connection connection) {
		try {
			Frame prepared = open(call, frame, connection);
			connection.session().submit(prepared, call);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			call.withdraw();
			throw ex;
		}
		call.sent();
	}

	private static Frame open(ClientCall call, Frame frame, Connection connection) {
		try {
			call.open(connection);
			return call.prepare(frame, connection);
		}
		catch (RuntimeException ex) {
			frame.release();
			throw ex;
		}
	}

	/**
	 * Returns a connection that is there.
	 * @return the first one, or {@code null} if there is none that can be used
	 */
	@Nullable Connection connection() {
		return this.connections.open();
	}

}
