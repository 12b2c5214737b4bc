package io.vstp.spring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vstp.client.TransportChoice;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.VstpCallKind;
import io.vstp.spring.client.VstpPushKind;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * Counts in a meter registry what happens; docs/observability/README.md lists the meters.
 * Those of a side and a transport are registered with the first event there, all values
 * of their tags at once, so that what has not happened yet reads 0. Tags are taken from
 * enums and from what the application has declared, never from what peers send. Safe for
 * use by several threads.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
public final class VstpMeters implements VstpObserver, DisposableBean {

	private static final int TRANSPORTS = Transport.values().length;

	private final MeterFactory factory;

	private final AtomicReferenceArray<@Nullable SessionMeters> sessions = new AtomicReferenceArray<>(
			Side.values().length * TRANSPORTS);

	private final AtomicReferenceArray<@Nullable DatagramMeters> datagrams = new AtomicReferenceArray<>(
			Side.values().length);

	private final Map<String, HandlerMeters> handlers = new ConcurrentHashMap<>();

	private final CallMeters calls;

	private final Map<String, ChoiceMeters> choices = new ConcurrentHashMap<>();

	/**
	 * Creates meters with the usual names.
	 * @param registry where to register them
	 */
	public VstpMeters(MeterRegistry registry) {
		this(registry, VstpMeterConvention.DEFAULT);
	}

	/**
	 * Creates meters.
	 * @param registry where to register them
	 * @param convention names them
	 */
	public VstpMeters(MeterRegistry registry, VstpMeterConvention convention) {
		this.factory = new MeterFactory(registry, convention);
		this.calls = new CallMeters(this.factory);
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
	public void connectionFailed(Side side, Transport transport, ConnectionFailure reason) {
		of(side, transport).failed(reason);
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
	public void readingResumed(Side side, Transport transport) {
		of(side, transport).resumed();
	}

	@Override
	public void decodeFailed(Side side, Transport transport, DecodeError error) {
		of(side, transport).malformed(error);
	}

	@Override
	public void duplicateSuppressed(Side side, Transport transport) {
		of(side, transport).duplicate();
	}

	@Override
	public void rttMeasured(Side side, Transport transport, long nanos) {
		of(side, transport).rtt(nanos);
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
	public void reassemblyStarted(Side side) {
		datagrams(side).reassemblyStarted();
	}

	@Override
	public void reassemblyEnded(Side side, ReassemblyOutcome outcome) {
		datagrams(side).reassemblyEnded(outcome);
	}

	@Override
	public void congestionWindow(Side side, long bytes) {
		datagrams(side).window(bytes);
	}

	@Override
	public void handlerCompleted(String handler, Transport transport, @Nullable ErrorCode error, long nanos) {
		HandlerMeters meters = this.handlers.get(handler);
		if (meters == null) {
			meters = this.handlers.computeIfAbsent(handler, (name) -> new HandlerMeters(this.factory, name));
		}
		meters.timer(transport, error).record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * A call of a template has ended.
	 * @param destination where it went
	 * @param kind what it waited for
	 * @param transport what carried it
	 * @param error what was wrong, in one of few words
	 * @param nanos how long it took
	 */
	public void callCompleted(String destination, VstpCallKind kind, TransportChoice transport, String error,
			long nanos) {
		this.calls.call(destination, kind, transport, error).record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * A push has ended.
	 * @param kind what it waited for
	 * @param error what was wrong, in one of few words
	 * @param nanos how long it took
	 */
	public void pushCompleted(VstpPushKind kind, String error, long nanos) {
		this.calls.push(kind, error).record(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Headers that tell the receiver of a frame of a trace did not fit into it.
	 * @param headers how many
	 */
	public void traceHeadersOmitted(int headers) {
		this.factory.counter("vstp.trace.headers.omitted", "Trace headers that did not fit into a frame", Tags.empty())
			.increment(headers);
	}

	@Override
	public void transportSwitched(String destination, TransportSwitch change) {
		this.choices.computeIfAbsent(destination, (name) -> new ChoiceMeters(this.factory, name)).switched(change);
	}

	/**
	 * Removes the gauges, lest a registry that lives on reads what is gone.
	 */
	@Override
	public void destroy() {
		this.factory.removeGauges();
	}

	private SessionMeters of(Side side, Transport transport) {
		int index = side.ordinal() * TRANSPORTS + transport.ordinal();
		SessionMeters meters = this.sessions.get(index);
		return (meters != null) ? meters : register(index, side, transport);
	}

	private synchronized SessionMeters register(int index, Side side, Transport transport) {
		SessionMeters meters = this.sessions.get(index);
		if (meters == null) {
			meters = new SessionMeters(this.factory, side, transport);
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
			meters = new DatagramMeters(this.factory, side);
			this.datagrams.set(side.ordinal(), meters);
		}
		return meters;
	}

}
