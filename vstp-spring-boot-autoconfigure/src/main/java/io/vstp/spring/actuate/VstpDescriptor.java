package io.vstp.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.vstp.server.InFlight;
import io.vstp.transport.Reassemblies;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What {@link VstpEndpoint} tells. Names of enum constants are in lower case, with
 * dashes. What does not apply is {@code null}, and left out in JSON.
 *
 * @param servers the servers of this application
 * @param sessions the sessions of its servers
 * @param handlers the handlers, the most specific first
 * @param destinations the destinations in the order of the configuration
 */
public record VstpDescriptor(List<Server> servers, Sessions sessions, List<Handler> handlers,
		List<Destination> destinations) implements OperationResponseBody {

	/**
	 * A server.
	 *
	 * @param name its name, as in {@code @VstpHandler(server = …)}
	 * @param state {@code new}, {@code unused}, {@code listening}, {@code draining} or
	 * {@code stopped}
	 * @param listeners where it listens
	 * @param inFlight what it has in flight, or {@code null} if it does not run
	 * @param reassemblies what unfinished messages take, or {@code null} if it does not
	 * listen on UDP
	 */
	public record Server(String name, String state, List<Listener> listeners, @Nullable InFlight inFlight,
			@Nullable Reassemblies reassemblies) {

	}

	/**
	 * Where a server listens.
	 *
	 * @param transport {@code tcp} or {@code udp}
	 * @param address the address with the actual port
	 * @param security {@code plain}, or the TLS versions and the bundle
	 * @param sessions how many sessions there are
	 */
	public record Listener(String transport, String address, String security, long sessions) {

	}

	/**
	 * The sessions.
	 *
	 * @param total how many there are
	 * @param limit how many are shown at the most
	 * @param open those that are shown, in no particular order
	 */
	public record Sessions(int total, int limit, List<Session> open) {

	}

	/**
	 * A session of a server.
	 *
	 * @param id its name
	 * @param transport {@code tcp} or {@code udp}
	 * @param peer the peer's address
	 * @param openedAt when it began
	 * @param age how long ago that is
	 * @param greeted whether the peer has said HELLO
	 * @param clientId what the peer calls itself, or {@code null} if it has not said
	 * @param writable whether less than the high-water mark waits to be sent
	 * @param pendingBytes how many bytes wait to be sent or, over UDP, to be acknowledged
	 * @param counters what it has carried, or {@code null} if nobody counts
	 */
	public record Session(String id, String transport, String peer, Instant openedAt, Duration age, boolean greeted,
			@Nullable String clientId, boolean writable, long pendingBytes, @Nullable Counters counters) {

	}

	/**
	 * What a session has carried so far. Over UDP frames are datagrams.
	 *
	 * @param framesReceived how many frames came in
	 * @param bytesReceived how many bytes these have on the wire
	 * @param framesSent how many frames were sent
	 * @param bytesSent how many bytes these have on the wire
	 * @param retransmissions how many datagrams were sent again, or {@code null} over TCP
	 * @param rttMillis what the round trip takes, smoothed, in milliseconds, or
	 * {@code null} where nothing was measured, as over TCP
	 * @param congestionWindow how many bytes of long messages may be under way to the
	 * peer, or {@code null} where none was sent
	 */
	public record Counters(long framesReceived, long bytesReceived, long framesSent, long bytesSent,
			@Nullable Long retransmissions, @Nullable Double rttMillis, @Nullable Long congestionWindow) {

	}

	/**
	 * A handler.
	 *
	 * @param handler the method
	 * @param bean the name of the bean that has it
	 * @param conditions the conditions on the headers
	 * @param frameTypes the types of the frames
	 * @param transports the transports by which they may come
	 * @param servers the servers to which they may come; empty for all
	 * @param destinations the destinations whose servers push them; empty for a handler
	 * of frames that come to a server
	 * @param ack when frames are acknowledged
	 * @param concurrency how many calls run at a time, or {@code null} for any number
	 * @param ordering in which order frames are handled, or {@code null} for that of the
	 * session
	 */
	public record Handler(String handler, String bean, List<String> conditions, List<String> frameTypes,
			List<String> transports, List<String> servers, List<String> destinations, String ack,
			@Nullable Integer concurrency, @Nullable String ordering) {

	}

	/**
	 * A destination.
	 *
	 * @param name its name
	 * @param transport {@code tcp}, {@code udp} or {@code auto}
	 * @param addresses its addresses, in the order in which they are tried
	 * @param security {@code plain}, or {@code TLS}
	 * @param connections how many connections are open; over UDP, sockets
	 * @param maxConnections how many there may be
	 * @param openCalls how many calls are open
	 * @param maxOpenCalls how many there may be
	 * @param auto what was chosen, or {@code null} if the transport is not {@code auto}
	 * or the destination has not been used yet
	 */
	public record Destination(String name, String transport, List<String> addresses, String security, int connections,
			int maxConnections, int openCalls, int maxOpenCalls, @Nullable Auto auto) {

	}

	/**
	 * What a destination with {@code transport: auto} knows and has chosen.
	 *
	 * @param choices the transport for each kind of messages that has one
	 * @param transports how the transports do, by their names
	 * @param switches how often a choice was changed
	 * @param recent the latest changes, the oldest first
	 */
	public record Auto(Map<String, String> choices, Map<String, TransportHealth> transports, long switches,
			List<Switch> recent) {

	}

	/**
	 * How a transport does.
	 *
	 * @param state {@code unknown}, {@code up} or {@code down}
	 * @param rttMillis the round trip of its probes in milliseconds, 0 if none was
	 * measured
	 * @param loss which part of the probes finds no answer in time, 0 to 1
	 */
	public record TransportHealth(String state, double rttMillis, double loss) {

	}

	/**
	 * A change of the transport.
	 *
	 * @param kind the kind of messages
	 * @param from what has carried them, or {@code null} for the first choice
	 * @param to what carries them
	 * @param reason why
	 */
	public record Switch(String kind, @Nullable String from, String to, String reason) {

	}

}
