package io.vstp.spring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import org.jspecify.annotations.Nullable;

/**
 * Counts in a meter registry what happens. All meters have the tags {@code side}
 * ({@code server} or {@code client}, but for {@code vstp.handler}) and {@code transport}
 * ({@code tcp} or {@code udp}, but for those of datagrams):
 * <table>
 * <caption>Meters</caption>
 * <tr>
 * <th>Name</th>
 * <th>Kind</th>
 * <th>What it tells</th>
 * <th>Further tags</th>
 * </tr>
 * <tr>
 * <td>{@code vstp.sessions}</td>
 * <td>gauge</td>
 * <td>sessions that are open</td>
 * <td></td>
 * </tr>
 * <tr>
 * <td>{@code vstp.sessions.closed}</td>
 * <td>counter</td>
 * <td>sessions that ended</td>
 * <td>{@code reason}</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.connections.failed}</td>
 * <td>counter</td>
 * <td>connections that did not come about</td>
 * <td></td>
 * </tr>
 * <tr>
 * <td>{@code vstp.frames}</td>
 * <td>counter</td>
 * <td>frames</td>
 * <td>{@code direction}, {@code type}</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.bytes}</td>
 * <td>counter, in bytes</td>
 * <td>length of the frames on the wire</td>
 * <td>{@code direction}, {@code type}</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.errors}</td>
 * <td>counter</td>
 * <td>errors told to the peer and by it</td>
 * <td>{@code direction}, {@code code} ({@code other} where the protocol has none)</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.reading.paused}</td>
 * <td>counter</td>
 * <td>times that reading from a peer stopped, because too much was in flight</td>
 * <td></td>
 * </tr>
 * <tr>
 * <td>{@code vstp.datagrams.dropped}</td>
 * <td>counter</td>
 * <td>datagrams, and messages, that were dropped</td>
 * <td>{@code reason}</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.retransmissions}</td>
 * <td>counter</td>
 * <td>datagrams that were sent again</td>
 * <td></td>
 * </tr>
 * <tr>
 * <td>{@code vstp.handler}</td>
 * <td>timer</td>
 * <td>how long handlers took</td>
 * <td>{@code handler}, {@code error} ({@code none} where all went well)</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.transport.chosen}</td>
 * <td>gauge</td>
 * <td>1 where a destination with the transport {@code auto} has chosen it for a kind of
 * messages, else 0</td>
 * <td>{@code destination}, {@code kind}; no {@code side}</td>
 * </tr>
 * <tr>
 * <td>{@code vstp.transport.switches}</td>
 * <td>counter</td>
 * <td>times that such a choice was made or changed</td>
 * <td>{@code destination}, {@code kind}, {@code from}, {@code to}, {@code reason}; no
 * {@code side} and {@code transport}</td>
 * </tr>
 * </table>
 * The meters of a side and a transport are registered with the first event there. Safe
 * for use by several threads.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
public final class VstpMeters implements VstpObserver {

	private static final int TRANSPORTS = Transport.values().length;

	private final MeterRegistry registry;

	private final AtomicReferenceArray<@Nullable SessionMeters> sessions = new AtomicReferenceArray<>(
			Side.values().length * TRANSPORTS);

	private final AtomicReferenceArray<@Nullable DatagramMeters> datagrams = new AtomicReferenceArray<>(
			Side.values().length);

	private final Map<String, HandlerMeters> handlers = new ConcurrentHashMap<>();

	private final Map<String, ChoiceMeters> choices = new ConcurrentHashMap<>();

	/**
	 * Creates meters.
	 * @param registry where to register them
	 */
	public VstpMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void sessionOpened(Side side, Transport transport) {
		of(side, transport).opened();
	}

	@Override
	public void sessionClosed(Side side, Transport transport, CloseReason reason) {
		of(side, transport).closed(reason);
	}

	@Override
	public void connectionFailed(Side side, Transport transport) {
		of(side, transport).failed();
	}

	@Override
	public void frameReceived(Side side, Transport transport, FrameType type, int bytes) {
		of(side, transport).received().frame(type, bytes);
	}

	@Override
	public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
		of(side, transport).sent().frame(type, bytes);
	}

	@Override
	public void errorSent(Side side, Transport transport, ErrorCode code) {
		of(side, transport).sent().error(code);
	}

	@Override
	public void errorReceived(Side side, Transport transport, @Nullable ErrorCode code) {
		of(side, transport).received().error(code);
	}

	@Override
	public void readingPaused(Side side, Transport transport) {
		of(side, transport).paused();
	}

	@Override
	public void datagramDropped(Side side, DropReason reason) {
		datagrams(side).dropped(reason);
	}

	@Override
	public void retransmitted(Side side, int datagrams) {
		datagrams(side).retransmitted(datagrams);
	}

	@Override
	public void handlerCompleted(String handler, Transport transport, @Nullable ErrorCode error, long nanos) {
		HandlerMeters meters = this.handlers.get(handler);
		if (meters == null) {
			meters = this.handlers.computeIfAbsent(handler, (name) -> new HandlerMeters(this.registry, name));
		}
		meters.timer(transport, error).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void transportSwitched(String destination, TransportSwitch change) {
		this.choices.computeIfAbsent(destination, (name) -> new ChoiceMeters(this.registry, name)).switched(change);
	}

	private SessionMeters of(Side side, Transport transport) {
		int index = side.ordinal() * TRANSPORTS + transport.ordinal();
		SessionMeters meters = this.sessions.get(index);
		return (meters != null) ? meters : register(index, side, transport);
	}

	private synchronized SessionMeters register(int index, Side side, Transport transport) {
		SessionMeters meters = this.sessions.get(index);
		if (meters == null) {
			meters = new SessionMeters(this.registry, side, transport);
			this.sessions.set(index, meters);
			if (transport == Transport.UDP) {
				datagrams(side);
			}
		}
		return meters;
	}

	private DatagramMeters datagrams(Side side) {
		DatagramMeters meters = this.datagrams.get(side.ordinal());
		return (meters != null) ? meters : registerDatagrams(side);
	}

	private synchronized DatagramMeters registerDatagrams(Side side) {
		DatagramMeters meters = this.datagrams.get(side.ordinal());
		if (meters == null) {
			meters = new DatagramMeters(this.registry, side);
			this.datagrams.set(side.ordinal(), meters);
		}
		return meters;
	}

}
