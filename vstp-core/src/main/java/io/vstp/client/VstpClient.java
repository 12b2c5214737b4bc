package io.vstp.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * A VSTP client over one TCP connection, or one UDP socket, which is opened with the
 * first call, or by {@link #connect()}, and opened again when it breaks; over several
 * where {@link VstpClientOptions.Builder#connections} says so. Safe for use by several
 * threads.
 * <p>
 * Calls made while there is no connection wait for the attempt under way or the next one;
 * when that fails they fail. A call whose frame was sent is never sent again. Each call
 * ends within its timeout in a result or an exception. Futures are completed on threads
 * of the client, most often an event loop: what hangs on them must not block. One that is
 * cancelled ends its call; what was sent stays sent.
 */
public final class VstpClient implements AutoCloseable {

	// Short, for each fragment of a message repeats its id.
	private static final int MAX_FIRST_ID = 1_000_000;

	// A server knows ids again for a while, also from a client that was here before.
	private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextInt(MAX_FIRST_ID));

	private final String idPrefix = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 1 << 30), 36)
			+ "-";

	private final AtomicInteger openCalls = new AtomicInteger();

	private final CompletableFuture<Void> idle = new CompletableFuture<>();

	private final VstpClientOptions options;

	private final EventLoops eventLoops;

	private final ConnectionPool connections;

	private final Replies replies;

	private volatile boolean closing;

	private VstpClient(VstpClientOptions options) {
		this.options = options;
		EventLoops shared = options.eventLoops();
		this.eventLoops = (shared != null) ? shared : EventLoops.create(1, "vstp-client");
		this.connections = new ConnectionPool(options, this.eventLoops);
		this.replies = new Replies(options, this.eventLoops.computing());
	}

	/**
	 * Returns a client that is not connected yet.
	 * @param options how it works
	 * @return the client
	 */
	public static VstpClient create(VstpClientOptions options) {
		return new VstpClient(options);
	}

	/**
	 * Connects, where there is no connection yet.
	 * @return completed with the session, or failed with a
	 * {@link VstpConnectionException}
	 */
	public CompletableFuture<VstpSession> connect() {
		CompletableFuture<VstpSession> connected = new CompletableFuture<>();
		this.connections.choose().keeper().await((connection, failure) -> {
			if (connection != null) {
				connected.complete(connection.session());
			}
			else {
				connected
					.completeExceptionally((failure != null) ? failure : new VstpConnectionException("No connection"));
			}
		});
		return connected;
	}

	/**
	 * Returns the session under way.
	 * @return the session, of several the first, or {@code null} if there is no
	 * connection now
	 */
	public @Nullable VstpSession session() {
		Connection connection = this.connections.open();
		return (connection != null) ? connection.session() : null;
	}

	/**
	 * Returns how many calls are open.
	 * @return those made whose future is not completed yet
	 */
	public int openCalls() {
		return this.openCalls.get();
	}

	/**
	 * Sends a frame.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @return completed when the frame was written to the socket
	 */
	public CompletableFuture<Void> send(Frame frame, @Nullable Duration timeout) {
		return asVoid(call(new ClientCall(ClientCall.Kind.SEND, this.replies, null), frame, timeout));
	}

	/**
	 * Sends a frame and waits for its ACK. REQ_ACK is set, and a {@code msg-id} added
	 * where there is none.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @return completed when the ACK is there; fails with a
	 * {@link io.vstp.transport.VstpErrorException} if the peer refuses the frame, and a
	 * {@link io.vstp.transport.VstpTimeoutException} if no ACK comes in time
	 */
	public CompletableFuture<Void> sendWithAck(Frame frame, @Nullable Duration timeout) {
		String msgId = frame.header(HeaderNames.MSG_ID);
		Frame asking = frame.withFlags(frame.flags() | FrameFlags.REQ_ACK);
		if (msgId == null) {
			msgId = Long.toString(this.ids.incrementAndGet());
			asking = asking.withHeader(HeaderNames.MSG_ID, msgId);
		}
		return asVoid(call(new ClientCall(ClientCall.Kind.ACKNOWLEDGED, this.replies, msgId), asking, timeout));
	}

	/**
	 * Sends a request and waits for its reply. A {@code correlation-id} is added where
	 * there is none.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @return completed with the reply, which is the caller's to release; fails with a
	 * {@link io.vstp.transport.VstpErrorException} if the peer answers ERR, and a
	 * {@link io.vstp.transport.VstpTimeoutException} if no reply comes in time
	 */
	@SuppressWarnings("NullAway") // a request ends with a reply or exceptionally
	public CompletableFuture<Frame> exchange(Frame frame, @Nullable Duration timeout) {
		String correlationId = frame.header(HeaderNames.CORRELATION_ID);
		Frame request = (this.options.transport() == Transport.UDP) ? acknowledged(frame) : frame;
		if (correlationId == null) {
			correlationId = this.idPrefix + Long.toString(this.ids.incrementAndGet(), 36);
			request = request.withHeader(HeaderNames.CORRELATION_ID, correlationId);
		}
		return call(new ClientCall(ClientCall.Kind.REQUEST, this.replies, correlationId), request, timeout);
	}

	// So that it is sent again when it gets lost, and its reply, too.
	private Frame acknowledged(Frame request) {
		HeadersBuilder headers = request.headers().toBuilder();
		if (!request.headers().contains(HeaderNames.MSG_ID)) {
			headers.add(HeaderNames.MSG_ID, Long.toString(this.ids.incrementAndGet()));
		}
		if (this.options.handshake() != ClientHandshake.NEVER) {
			headers.set(HeaderNames.VX, "1");
		}
		return request.withHeaders(headers.build()).withFlags(request.flags() | FrameFlags.REQ_ACK);
	}

	@SuppressWarnings("unchecked")
	private static CompletableFuture<Void> asVoid(CompletableFuture<@Nullable Frame> result) {
		// Completed with null or exceptionally.
		return (CompletableFuture<Void>) (CompletableFuture<?>) result;
	}

	private CompletableFuture<@Nullable Frame> call(ClientCall call, Frame frame, @Nullable Duration timeout) {
		long millis;
		ConnectionPool.Lane lane = this.connections.choose();
		try {
			millis = Checks.positive("timeout", (timeout != null) ? timeout : this.options.callTimeout()).toMillis();
			begin(call, lane);
		}
		catch (RuntimeException ex) {
			frame.release();
			call.fail(ex);
			return call.result();
		}
		call.timeout(this.eventLoops.timer()
			.newTimeout((expired) -> call.expire(millis), Math.max(1, millis), TimeUnit.MILLISECONDS));
		Connection connection = lane.keeper().open();
		if (connection != null) {
			dispatch(call, frame, connection, lane.keeper());
		}
		else {
			awaitConnection(call, frame, lane.keeper());
		}
		return call.result();
	}

	private void begin(ClientCall call, ConnectionPool.Lane lane) {
		if (this.closing) {
			throw new VstpUnreachableException("The client of %s is closed".formatted(this.options.name()));
		}
		if (this.openCalls.incrementAndGet() > this.options.maxOpenCalls()) {
			this.openCalls.decrementAndGet();
			throw new VstpOverloadedException("%d calls to %s are open already, which is the limit"
				.formatted(this.options.maxOpenCalls(), this.options.name()));
		}
		lane.begun();
		call.result().whenComplete((reply, failure) -> {
			call.settle();
			lane.ended();
			if (this.openCalls.decrementAndGet() == 0 && this.closing) {
				this.idle.complete(null);
			}
		});
	}

	private void awaitConnection(ClientCall call, Frame frame, ConnectionKeeper keeper) {
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

	private void dispatch(ClientCall call, Frame frame, Connection connection, ConnectionKeeper keeper) {
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
			open(call, frame, connection);
			connection.session().submit(frame, call);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			call.withdraw();
			throw ex;
		}
		call.sent();
	}

	private static void open(ClientCall call, Frame frame, Connection connection) {
		try {
			call.open(connection);
		}
		catch (RuntimeException ex) {
			frame.release();
			throw ex;
		}
	}

	/**
	 * From now on connects when a call needs it only, and not as soon as a connection
	 * ends. For the time before the end: a server that stops with this end would be asked
	 * for connections that nobody wants.
	 */
	public void connectOnDemand() {
		this.connections.onDemand();
	}

	/**
	 * Closes gracefully: takes no further calls, waits for the open ones and says BYE.
	 * @param timeout after which what is left is cut off
	 * @return completed when the connection is closed
	 */
	public CompletableFuture<Void> close(Duration timeout) {
		this.closing = true;
		if (this.openCalls.get() == 0) {
			this.idle.complete(null);
		}
		return this.idle.copy()
			.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
			.handle((done, late) -> this.connections.close())
			.thenCompose((open) -> CompletableFuture.allOf(open.stream()
				.map((connection) -> connection.session().close())
				.toArray(CompletableFuture<?>[]::new)))
			.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
			.handle((done, late) -> {
				close();
				return null;
			});
	}

	/**
	 * Closes at once; open calls fail. Does not wait for the connection to end.
	 */
	@Override
	public void close() {
		this.closing = true;
		this.connections.close().forEach((connection) -> connection.session().abort(CloseReason.ABORTED));
		if (this.options.eventLoops() == null) {
			this.eventLoops.close();
		}
	}

}
