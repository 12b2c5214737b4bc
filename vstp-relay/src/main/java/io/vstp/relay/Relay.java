package io.vstp.relay;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A bad network between clients and one target: clients send to {@link #address()}, a
 * port on loopback, and what they send goes to the target, and back, as well or as badly
 * as the relay is told. A relay without settings changes nothing.
 * <p>
 * All methods may be called by any thread at any time; settings hold for what comes in
 * from then on. {@link #cut()}, {@link #restore()} and {@link #close()} return when they
 * have taken effect, so they do not belong on an event loop.
 */
public interface Relay extends AutoCloseable {

	/**
	 * Returns where clients connect or send to.
	 * @return an address on IPv4 loopback; the same until the relay is closed, also while
	 * it is cut
	 */
	InetSocketAddress address();

	/**
	 * Returns where what comes from clients goes.
	 * @return the target, or {@code null} if none was set yet
	 */
	@Nullable InetSocketAddress target();

	/**
	 * Sets where what comes from clients goes. Whoever starts a relay before the server
	 * knows its port sets it later; until then clients find the network cut.
	 * @param target a resolved address
	 * @return this relay
	 * @throws IllegalArgumentException if the address is unresolved
	 */
	Relay target(InetSocketAddress target);

	/**
	 * Sets how much longer everything takes, in each direction.
	 * @param delay one way, zero to one day; default zero
	 * @return this relay
	 * @throws IllegalArgumentException if the delay is out of range
	 */
	Relay delay(Duration delay);

	/**
	 * Cuts the way off, until {@link #restore()}. What was on its way is lost.
	 */
	void cut();

	/**
	 * Ends what {@link #cut()} began. Settings stay what they are.
	 */
	void restore();

	/**
	 * Ends what {@link #cut()} began, and all settings: from now on nothing is changed
	 * any more.
	 */
	void reset();

	/**
	 * Ends the relay and closes its sockets. Has no effect when it is closed already.
	 */
	@Override
	void close();

}
