package io.vstp.spring.test.relay;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import io.vstp.relay.Relay;
import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpRelay;

/**
 * The relays that {@link AutoConfigureVstpRelay @AutoConfigureVstpRelay} put before the
 * destinations of the application under test. Safe for use by several threads; but tests
 * that share a context share its relays too, so they run one after the other where one
 * makes the network bad, and {@link #reset()} it when they end.
 */
public final class VstpRelays {

	private final Map<String, RelayPair> relays = new ConcurrentSkipListMap<>();

	VstpRelays() {
	}

	void add(String destination, RelayPair pair) {
		this.relays.put(destination, pair);
	}

	/**
	 * Returns the names of the destinations that have relays.
	 * @return the names, sorted and unmodifiable
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.relays.keySet());
	}

	/**
	 * Returns what carries the TCP connections to a destination.
	 * @param destination its name
	 * @return the relay
	 * @throws IllegalArgumentException if it has none
	 */
	public TcpRelay tcp(String destination) {
		return pair(destination).tcp();
	}

	/**
	 * Returns what carries the datagrams to a destination.
	 * @param destination its name
	 * @return the relay
	 * @throws IllegalArgumentException if it has none
	 */
	public UdpRelay udp(String destination) {
		return pair(destination).udp();
	}

	/**
	 * Cuts a destination off, over TCP and UDP.
	 * @param destination its name
	 * @throws IllegalArgumentException if it has no relay
	 */
	public void cut(String destination) {
		tcp(destination).cut();
		udp(destination).cut();
	}

	/**
	 * Ends what {@link #cut} began.
	 * @param destination its name
	 * @throws IllegalArgumentException if it has no relay
	 */
	public void restore(String destination) {
		tcp(destination).restore();
		udp(destination).restore();
	}

	/**
	 * Makes a good network of all relays again. For the end of each test.
	 */
	public void reset() {
		this.relays.values().forEach((pair) -> {
			for (Relay relay : new Relay[] { pair.tcp(), pair.udp() }) {
				relay.reset();
			}
		});
	}

	private RelayPair pair(String destination) {
		RelayPair pair = this.relays.get(destination);
		if (pair == null) {
			throw new IllegalArgumentException(
					"There is no relay to '%s', but to these: %s".formatted(destination, names()));
		}
		return pair;
	}

	void close() {
		this.relays.values().forEach(RelayPair::close);
	}

}
