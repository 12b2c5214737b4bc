package io.vstp.client;

/**
 * Is told of the connections of a {@link TransportLane}, on any thread: must not block.
 */
interface LaneListener {

	/** Does not care. */
	LaneListener NONE = new LaneListener() {
	};

	/**
	 * A connection can be used.
	 * @param connection the connection
	 */
	default void connected(Connection connection) {
	}

	/**
	 * An attempt to connect has failed.
	 * @param failure why
	 */
	default void failed(Throwable failure) {
	}

	/**
	 * The connection has ended.
	 * @param connection the connection
	 */
	default void ended(Connection connection) {
	}

}
