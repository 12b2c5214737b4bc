package io.vstp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a client by one transport. Safe for use by several threads.
 */
final class ConnectionPool {

	private final Lane[] lanes;

	ConnectionPool(VstpClientOptions options, Transport transport, EventLoops eventLoops, LaneListener listener) {
		// What chooses between transports looks after one connection by each.
		boolean single = options.transport() == TransportChoice.AUTO;
		this.lanes = new Lane[single ? 1 : options.connections()];
		for (int i = 0; i < this.lanes.length; i++) {
			this.lanes[i] = new Lane(new ConnectionKeeper(options, transport, eventLoops, listener));
		}
	}

	/**
	 * Chooses the connection for a call: the one with the fewest open calls, and of equal
	 * ones the first, so that no more are opened than are used at the same time. While it
	 * is being opened the others take the calls, lest those go to a server that cannot be
	 * reached any more because nobody waits there.
	 * @return the connection
	 */
	Lane choose() {
		Lane least = this.lanes[0];
		if (this.lanes.length == 1) {
			return least;
		}
		Lane leastOpen = null;
		for (Lane lane : this.lanes) {
			if (lane.openCalls() < least.openCalls()) {
				least = lane;
			}
			if (lane.keeper.open() != null && (leastOpen == null || lane.openCalls() < leastOpen.openCalls())) {
				leastOpen = lane;
			}
		}
		if (leastOpen == null || least.keeper.open() != null) {
			return least;
		}
		least.keeper.prepare();
		return leastOpen;
	}

	/**
	 * Returns a connection that is there.
	 * @return the first one, or {@code null} if there is none
	 */
	@Nullable Connection open() {
		for (Lane lane : this.lanes) {
			Connection connection = lane.keeper.open();
			if (connection != null) {
				return connection;
			}
		}
		return null;
	}

	/**
	 * Returns the sessions of the connections that are there.
	 * @return the sessions, unmodifiable
	 */
	List<VstpSession> sessions() {
		List<VstpSession> open = new ArrayList<>();
		for (Lane lane : this.lanes) {
			Connection connection = lane.keeper.open();
			if (connection != null) {
				open.add(connection.session());
			}
		}
		return List.copyOf(open);
	}

	/**
	 * Connects from now on when somebody waits for it only.
	 */
	void onDemand() {
		for (Lane lane : this.lanes) {
			lane.keeper.onDemand();
		}
	}

	/**
	 * Makes no further attempts. Those who wait for a connection are told.
	 * @return the connections that are there
	 */
	List<Connection> close() {
		List<Connection> open = new ArrayList<>();
		for (Lane lane : this.lanes) {
			Connection connection = lane.keeper.close();
			if (connection != null) {
				open.add(connection);
			}
		}
		return open;
	}

	/**
	 * One of the connections, and how many calls are open over it.
	 */
	static final class Lane {

		private final AtomicInteger openCalls = new AtomicInteger();

		private final ConnectionKeeper keeper;

		private Lane(ConnectionKeeper keeper) {
			this.keeper = keeper;
		}

		ConnectionKeeper keeper() {
			return this.keeper;
		}

		int openCalls() {
			return this.openCalls.get();
		}

		void begun() {
			this.openCalls.incrementAndGet();
		}

		void ended() {
			this.openCalls.decrementAndGet();
		}

	}

}
