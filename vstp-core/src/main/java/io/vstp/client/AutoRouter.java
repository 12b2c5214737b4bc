package io.vstp.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SelectEffects;
import io.vstp.engine.select.TransportSelector;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Knows which transport takes a client's calls: probes both, tells the selector what
 * comes of calls and probes, and moves open calls when a transport dies. What is measured
 * lives on one event loop; calls come on any thread and read the choices.
 */
final class AutoRouter implements SelectEffects {

	private static final long MIN_TICK = 20_000_000;

	private static final long MAX_TICK = 250_000_000;

	/** Who has made no call for so long gets no probes. */
	private static final long IN_USE = 30_000_000_000L;

	private final VstpClientOptions options;

	private final EventLoops eventLoops;

	private final CallIds ids;

	private final Replies replies;

	private final EventLoop loop;

	private final TransportSelector selector;

	private final AutoReport report;

	private final Map<Transport, TransportLane> lanes = new EnumMap<>(Transport.class);

	private final Map<Transport, LongAdder> answers = new EnumMap<>(Transport.class);

	private final OpenAutoCalls open = new OpenAutoCalls();

	private final Queue<CompletableFuture<Void>> connecting = new ConcurrentLinkedQueue<>();

	private final AutoChoices choices = new AutoChoices();

	private volatile long usedAt;

	/** Whether a part-1 peer has answered, and the port by which it did is to go. */
	private boolean renewing;

	private @Nullable ScheduledFuture<?> ticks;

	private volatile boolean started;

	private volatile boolean closed;

	AutoRouter(VstpClientOptions options, EventLoops eventLoops, CallIds ids, Replies replies) {
		this.options = options;
		this.eventLoops = eventLoops;
		this.ids = ids;
		this.replies = replies;
		this.loop = eventLoops.group().next();
		this.selector = new TransportSelector(options.auto().settings(), this);
		this.report = new AutoReport(options, this.selector);
		for (Transport transport : Transport.values()) {
			this.answers.put(transport, new LongAdder());
			this.lanes.put(transport, new TransportLane(options, transport, eventLoops, new Listener(transport)));
		}
	}

	/**
	 * Makes a call that goes by the transport that is best for it.
	 * @param kind what it waits for
	 * @param id what its answer carries, or {@code null} if it waits for none
	 * @param frame what to send; taken over
	 * @return the call, which is not started yet
	 */
	AutoCall call(ClientCall.Kind kind, @Nullable String id, Frame frame) {
		int length = frame.headers().byteLength() + frame.payload().readableBytes();
		MessageKind messageKind = MessageKind.of(length + AutoReport.FRAME_OVERHEAD, this.options.udp().maxDatagram(),
				kind != ClientCall.Kind.SEND);
		AutoCall call = new AutoCall(this, kind, id, messageKind, frame);
		this.open.add(call);
		use();
		return call;
	}

	void remove(AutoCall call) {
		this.open.remove(call);
	}

	private void use() {
		long now = System.nanoTime();
		boolean slept = this.started && now - this.usedAt >= IN_USE;
		this.usedAt = now;
		if (!this.started || slept) {
			execute(this::begin);
		}
	}

	private void begin() {
		if (!this.started && !this.closed) {
			this.started = true;
			this.lanes.values().forEach((lane) -> lane.connections().choose().keeper().prepare());
			long tick = this.options.auto().probeTimeout().toNanos() / 4;
			long period = Math.max(MIN_TICK, Math.min(MAX_TICK, tick));
			this.ticks = this.loop.scheduleAtFixedRate(this::tick, period, period, TimeUnit.NANOSECONDS);
		}
		tick();
	}

	/**
	 * Connects, where that has not been tried.
	 * @return completed when it is known which transport to take, failed when there is
	 * none
	 */
	CompletableFuture<Void> connect() {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		this.connecting.add(connected);
		use();
		if (this.choices.isUp(Transport.TCP) || this.choices.isUp(Transport.UDP)) {
			connected.complete(null);
		}
		return connected;
	}

	/**
	 * Returns what was chosen.
	 * @return the choices as they are now, on any thread
	 */
	AutoChoices choices() {
		return this.choices;
	}

	@SuppressWarnings("NullAway") // has an entry for each
	TransportLane lane(Transport transport) {
		return this.lanes.get(transport);
	}

	String name() {
		return this.options.name();
	}

	CallIds ids() {
		return this.ids;
	}

	Replies replies() {
		return this.replies;
	}

	TransportStatus status() {
		return this.report.status();
	}

	@SuppressWarnings("NullAway") // has an entry for each
	void answered(Transport transport) {
		this.answers.get(transport).increment();
	}

	void unanswered(Transport transport) {
		execute(() -> {
			countAnswers(transport);
			this.selector.unanswered(transport, System.nanoTime());
			askWhereDue(transport);
		});
	}

	@SuppressWarnings("NullAway") // has an entry for each
	private void countAnswers(Transport transport) {
		long count = this.answers.get(transport).sumThenReset();
		if (count > 0) {
			this.selector.answered(transport, (int) Math.min(count, Integer.MAX_VALUE), System.nanoTime());
		}
	}

	private void tick() {
		for (Transport transport : Transport.values()) {
			countAnswers(transport);
		}
		this.selector.tick(System.nanoTime());
		Connection tcp = lane(Transport.TCP).connection();
		if (tcp != null && !mayAsk(Transport.TCP, tcp)
				&& this.selector.state(Transport.TCP) == TransportState.UNKNOWN) {
			this.selector.answered(Transport.TCP, 0, System.nanoTime());
		}
		if (this.selector.choice(MessageKind.LONG) == null) {
			// Nothing has confirmed it for too long.
			this.choices.update(this.selector);
		}
		for (Transport transport : Transport.values()) {
			askWhereDue(transport);
		}
		this.report.update();
	}

	private void askWhereDue(Transport transport) {
		long now = System.nanoTime();
		Connection connection = lane(transport).connection();
		if (connection == null || this.closed || (this.open.isEmpty() && now - this.usedAt > IN_USE)) {
			return;
		}
		boolean waiting = !connection.calls().isEmpty();
		if (mayAsk(transport, connection) && this.selector.isProbeDue(transport, waiting, now)) {
			this.selector.probeSent(transport, now);
			boolean offer = transport == Transport.UDP && this.options.handshake() != ClientHandshake.NEVER;
			new TransportProbe(connection, this.ids.msgId(),
					(used, outcome, rtt) -> execute(() -> probed(transport, used, outcome, rtt)))
				.send(this.eventLoops, offer, this.options.auto().probeTimeout().toNanos());
		}
	}

	// A part-1 peer may answer a PING by a frame that would be taken for a reply: over
	// UDP it is asked while nobody waits for one, over TCP never.
	private boolean mayAsk(Transport transport, Connection connection) {
		if (!connection.session().repliesByOrder()) {
			return true;
		}
		return transport == Transport.UDP && this.selector.state(Transport.UDP) != TransportState.UP
				&& connection.calls().isEmpty();
	}

	private void probed(Transport transport, Connection connection, TransportProbe.Outcome outcome, long rtt) {
		long now = System.nanoTime();
		switch (outcome) {
			case ANSWERED -> {
				if (transport == Transport.UDP && connection.session().repliesByOrder()
						&& connection.calls().isEmpty()) {
					// What else it may answer goes to a port that is gone.
					this.renewing = true;
					connection.session().abort(CloseReason.REPLY_LOST);
				}
				else {
					this.selector.probeAnswered(transport, rtt, now);
					this.report.measured(transport, rtt);
					this.open.believe(transport);
				}
			}
			case MISSED -> {
				this.open.doubt(transport);
				this.selector.probeMissed(transport, now);
			}
			case CANCELLED -> this.selector.probeCancelled(transport);
		}
		askWhereDue(transport);
	}

	@Override
	public void stateChanged(Transport transport, TransportState state) {
		this.choices.update(this.selector);
		this.report.stateChanged(transport, state);
		// Later, for the choices are about to follow.
		this.loop.execute(() -> moveCalls(transport, state));
	}

	private void moveCalls(Transport transport, TransportState state) {
		if (state == TransportState.DOWN) {
			this.open.doubt(transport);
		}
		if (this.selector.state(transport) != state) {
			return;
		}
		if (state == TransportState.UP) {
			connected((waiter) -> waiter.complete(null));
			this.open.laneUp(transport);
		}
		else if (this.selector.isCutOff()) {
			String message = "%s cannot be reached, by TCP nor by UDP".formatted(name());
			connected((waiter) -> waiter.completeExceptionally(new VstpUnreachableException(message)));
			this.open.cutOff(false, message);
		}
		else {
			this.open.laneDown(transport);
		}
		endDeadConnection();
	}

	private void connected(Consumer<CompletableFuture<Void>> ending) {
		for (CompletableFuture<Void> waiter = this.connecting.poll(); waiter != null; waiter = this.connecting.poll()) {
			ending.accept(waiter);
		}
	}

	// It would take TCP minutes to notice. Where there is nothing else it may recover.
	private void endDeadConnection() {
		Connection connection = lane(Transport.TCP).connection();
		if (connection != null && this.selector.state(Transport.TCP) == TransportState.DOWN
				&& this.selector.state(Transport.UDP) == TransportState.UP) {
			connection.session().abort(CloseReason.KEEPALIVE_TIMEOUT);
		}
	}

	@Override
	public void switched(TransportSwitch change) {
		this.choices.update(this.selector);
		this.report.switched(change);
	}

	private void execute(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The client is closed, and nobody needs to know any more.
			this.closed = true;
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Makes no further probes. Calls that wait for a transport are told.
	 */
	void close() {
		this.closed = true;
		String message = "The client of %s is closed".formatted(name());
		this.open.cutOff(true, message);
		execute(() -> {
			if (this.ticks != null) {
				this.ticks.cancel(false);
			}
		});
	}

	/**
	 * Tells the selector of a lane's connections.
	 */
	private final class Listener implements LaneListener {

		private final Transport transport;

		private Listener(Transport transport) {
			this.transport = transport;
		}

		@Override
		public void connected(Connection connection) {
			execute(() -> {
				AutoRouter.this.selector.connected(this.transport);
				if (this.transport == Transport.TCP && !mayAsk(Transport.TCP, connection)) {
					AutoRouter.this.selector.answered(Transport.TCP, 0, System.nanoTime());
				}
				askWhereDue(this.transport);
			});
		}

		@Override
		public void failed(Throwable failure) {
			lost();
		}

		@Override
		public void ended(Connection connection) {
			if (this.transport == Transport.TCP) {
				lost();
				return;
			}
			// Over UDP there is nothing to lose but a port.
			execute(() -> {
				if (AutoRouter.this.renewing) {
					AutoRouter.this.renewing = false;
					AutoRouter.this.selector.probeAnswered(Transport.UDP, 0, System.nanoTime());
				}
			});
		}

		private void lost() {
			execute(() -> {
				if (!AutoRouter.this.closed) {
					AutoRouter.this.selector.lost(this.transport, System.nanoTime());
				}
			});
		}

	}

}
