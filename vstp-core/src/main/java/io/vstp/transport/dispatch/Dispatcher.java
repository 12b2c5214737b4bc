package io.vstp.transport.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.codec.compress.MalformedPayloadException;
import io.vstp.engine.guard.InFlightBudget;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.LogText;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.compress.Decompressor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the frames of a session to the application: no more at a time than the options
 * allow, none while the peer leaves its replies unread, and in order where that is asked
 * for. Lives on the session's event loop; exchanges end on any thread.
 */
public final class Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	private final DispatchTarget target;

	private final SessionOptions options;

	private final FrameHandler handler;

	private final @Nullable Executor executor;

	private final InFlightBudget budget;

	private final Decompressor decompressor;

	private final Runnable retry = this::retryOnEventLoop;

	/** What was read, but for which there was no room yet. */
	private final Queue<SessionExchange> backlog = new ArrayDeque<>();

	/** Exchanges that wait for their predecessor to end. */
	private final Queue<SessionExchange> ordered = new ArrayDeque<>();

	/** Exchanges whose turn came while the peer left its replies unread. */
	private final Queue<SessionExchange> parked = new ConcurrentLinkedQueue<>();

	private final Queue<SessionExchange> ended = new ConcurrentLinkedQueue<>();

	private final AtomicInteger endedCount = new AtomicInteger();

	/** Exchanges of which somebody wants to know if the session ends before. */
	private final Set<SessionExchange> watched = ConcurrentHashMap.newKeySet();

	private volatile boolean abandoned;

	private int inFlight;

	private long inFlightBytes;

	private boolean orderedBusy;

	private boolean waitsForBudget;

	/**
	 * Creates a dispatcher.
	 * @param target the session it works for
	 * @param config says who handles the frames, where, and how many at a time
	 */
	public Dispatcher(DispatchTarget target, SessionConfig config) {
		this.target = target;
		this.options = config.options();
		this.handler = config.handler();
		this.executor = config.executor();
		this.budget = config.budget();
		this.decompressor = new Decompressor(config.options().compression(), target.maxPayload());
	}

	DispatchTarget target() {
		return this.target;
	}

	SessionOptions options() {
		return this.options;
	}

	/**
	 * Takes a frame.
	 * @param frame the frame; taken over
	 */
	public void accept(Frame frame) {
		if (!Decompressor.isCompressed(frame)) {
			accept(new SessionExchange(frame, null, this, this.handler));
			return;
		}
		SessionExchange exchange;
		try {
			exchange = new SessionExchange(frame, this.decompressor.inspect(frame), this, this.handler);
		}
		catch (MalformedPayloadException ex) {
			refuse(frame, ErrorCode.INVALID_PAYLOAD, String.valueOf(ex.getMessage()));
			return;
		}
		accept(exchange);
	}

	/**
	 * Answers a frame with ERR when its turn comes.
	 * @param frame the frame; taken over
	 * @param code why it is refused
	 * @param message why it is refused, for people
	 */
	public void refuse(Frame frame, ErrorCode code, String message) {
		accept(new SessionExchange(frame, null, this, new RefusingHandler(code, message)));
	}

	private void accept(SessionExchange exchange) {
		if (this.backlog.isEmpty() && admit(exchange)) {
			start(exchange);
		}
		else if (this.target.keepsBacklog()) {
			this.backlog.add(exchange);
			// At once, not when the burst is over: each read would bring more.
			this.target.roomChanged();
		}
		else {
			try {
				this.target.sendError(ErrorCode.OVERLOADED.code(), "There is no room for the frame", Headers.EMPTY,
						exchange.frame(), DispatchTarget.Progress.REFUSED);
			}
			finally {
				exchange.frame().release();
				this.target.execute(() -> this.target.completed(1));
			}
		}
	}

	/**
	 * Says whether no more should be read for now.
	 * @return whether frames are waiting for room
	 */
	public boolean isCongested() {
		return !this.backlog.isEmpty();
	}

	private boolean admit(SessionExchange exchange) {
		int length = exchange.weight();
		if (this.target.isHeldUp() || this.inFlight >= this.options.maxInFlight() || isFull(exchange)
				|| this.waitsForBudget) {
			return false;
		}
		if (!this.target.keepsBacklog()) {
			return this.budget.tryAcquire(length);
		}
		this.waitsForBudget = !this.budget.tryAcquire(length, this.retry);
		return !this.waitsForBudget;
	}

	private boolean isFull(SessionExchange exchange) {
		return this.inFlight > 0 && this.inFlightBytes + counted(exchange) > this.options.maxInFlightBytes();
	}

	// Where nothing can wait, a message longer than the bound would have all others
	// beside
	// it refused.
	private long counted(SessionExchange exchange) {
		int weight = exchange.weight();
		return this.target.keepsBacklog() ? weight : Math.min(weight, this.options.maxInFlightBytes() / 2);
	}

	private void start(SessionExchange exchange) {
		this.inFlight++;
		this.inFlightBytes += counted(exchange);
		// Who may send again should not do so because others are handled before. Where
		// order tells what belongs together, the ACK has its turn.
		if (!this.target.keepsBacklog() && exchange.isAccepted()) {
			exchange.acknowledge();
		}
		if (!exchange.isOrdered()) {
			execute(exchange);
		}
		else if (this.orderedBusy) {
			this.ordered.add(exchange);
		}
		else {
			this.orderedBusy = true;
			execute(exchange);
		}
	}

	private void execute(SessionExchange exchange) {
		if (this.executor == null) {
			handleOrPark(exchange);
			return;
		}
		try {
			this.executor.execute(() -> handleOrPark(exchange));
		}
		catch (RejectedExecutionException ex) {
			exchange.fail(ErrorCode.OVERLOADED, "There is no thread for the frame");
		}
	}

	private void handleOrPark(SessionExchange exchange) {
		if (!this.target.isHeldUp()) {
			handle(exchange);
			return;
		}
		this.parked.add(exchange);
		if (!this.target.isHeldUp()) {
			unpark();
		}
	}

	private void unpark() {
		if (this.target.isHeldUp()) {
			return;
		}
		for (int i = this.parked.size(); i > 0; i--) {
			SessionExchange exchange = this.parked.poll();
			if (exchange != null) {
				execute(exchange);
			}
		}
	}

	private void handle(SessionExchange exchange) {
		try {
			exchange.decompress();
			exchange.handler().handle(exchange);
		}
		catch (MalformedPayloadException ex) {
			exchange.fail(ErrorCode.INVALID_PAYLOAD, String.valueOf(ex.getMessage()));
		}
		catch (Throwable ex) {
			logger.warn("The handler failed with {}: {}", exchange, LogText.of(ex));
			exchange.failed(ex);
		}
	}

	/**
	 * Has an exchange told if the session ends before it; on any thread.
	 * @param exchange the exchange
	 */
	void watch(SessionExchange exchange) {
		this.watched.add(exchange);
		if (exchange.hasEnded()) {
			this.watched.remove(exchange);
		}
		else if (this.abandoned) {
			abandon(exchange);
		}
	}

	private void abandon(SessionExchange exchange) {
		if (this.watched.remove(exchange)) {
			try {
				exchange.abandoned();
			}
			catch (RuntimeException ex) {
				logger.warn("Nobody could be told that the session of {} has ended: {}", exchange, LogText.of(ex));
			}
		}
	}

	/**
	 * An exchange has ended; on any thread.
	 * @param exchange the exchange
	 */
	void completed(SessionExchange exchange) {
		if (exchange.isWatched()) {
			this.watched.remove(exchange);
		}
		this.budget.release(exchange.weight());
		this.ended.add(exchange);
		if (this.endedCount.getAndIncrement() == 0) {
			this.target.execute(this::collect);
		}
	}

	private void collect() {
		int seen = this.endedCount.get();
		int total = 0;
		while (seen > 0) {
			for (int i = 0; i < seen; i++) {
				onEnded(this.ended.remove());
			}
			total += seen;
			seen = this.endedCount.addAndGet(-seen);
		}
		this.target.completed(total);
		resume();
	}

	private void onEnded(SessionExchange exchange) {
		this.inFlight--;
		this.inFlightBytes -= counted(exchange);
		if (exchange.isOrdered()) {
			SessionExchange next = this.ordered.poll();
			if (next != null) {
				execute(next);
			}
			else {
				this.orderedBusy = false;
			}
		}
	}

	private void retryOnEventLoop() {
		this.target.execute(() -> {
			this.waitsForBudget = false;
			resume();
			// Who got all it wanted, or had no use for the room, leaves the rest to
			// others.
			if (!this.waitsForBudget) {
				this.budget.callNext();
			}
		});
	}

	/**
	 * Goes on where there was no room before.
	 */
	public void resume() {
		unpark();
		while (!this.backlog.isEmpty() && admit(this.backlog.element())) {
			start(this.backlog.remove());
		}
		this.target.roomChanged();
	}

	/**
	 * Nobody will read what exchanges answer: who wants to know is told so.
	 */
	public void peerGone() {
		this.abandoned = true;
		this.watched.forEach(this::abandon);
	}

	/**
	 * The session is gone: drops what there was no room for.
	 * @param abrupt whether to drop what waits for its turn, too
	 */
	public void close(boolean abrupt) {
		peerGone();
		this.budget.cancel(this.retry);
		this.backlog.forEach((exchange) -> exchange.frame().release());
		this.backlog.clear();
		if (abrupt) {
			List<SessionExchange> waiting = new ArrayList<>(this.ordered);
			this.ordered.clear();
			for (SessionExchange exchange = this.parked.poll(); exchange != null; exchange = this.parked.poll()) {
				waiting.add(exchange);
			}
			waiting.forEach((exchange) -> exchange.fail(ErrorCode.SHUTTING_DOWN, "The session has ended"));
		}
		unpark();
	}

}
