package io.vstp.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Transport;
import io.vstp.transport.Checks;
import io.vstp.transport.EventLoops;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * A VSTP client over one TCP connection, one UDP socket, or both, which are opened with
 * the first call, or by {@link #connect()}, and opened again when they break; over
 * several where {@link VstpClientOptions.Builder#connections} says so. Safe for use by
 * several threads.
 * <p>
 * Calls made while there is no connection wait for the attempt under way or the next one;
 * when that fails they fail. A call whose frame was sent is never sent again, but for
 * retransmission over UDP, and by {@link TransportChoice#AUTO} to a server that is known
 * to handle it once. Each call ends within its timeout in a result or an exception.
 * Futures are completed on threads of the client, most often an event loop: what hangs on
 * them must not block. One that is cancelled ends its call; what was sent stays sent.
 */
public final class VstpClient implements AutoCloseable {

	private final AtomicInteger openCalls = new AtomicInteger();

	private final CompletableFuture<Void> idle = new CompletableFuture<>();

	private final VstpClientOptions options;

	private final EventLoops eventLoops;

	private final CallIds ids;

	private final Lanes lanes;

	private final Replies replies;

	private volatile boolean closing;

	private VstpClient(VstpClientOptions options) {
		this.options = options;
		EventLoops shared = options.eventLoops();
		this.eventLoops = (shared != null) ? shared : EventLoops.create(1, "vstp-client");
		this.ids = new CallIds(options.handshake() != ClientHandshake.NEVER);
		this.replies = new Replies(options, this.eventLoops.computing());
		this.lanes = new Lanes(options, this.eventLoops, this.ids, this.replies);
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
	 * @return completed with the session as soon as calls go to it without waiting, thus
	 * after those that have waited for it; or failed with a
	 * {@link VstpConnectionException}
	 */
	public CompletableFuture<VstpSession> connect() {
		return this.lanes.connect();
	}

	/**
	 * Returns the session under way.
	 * @return the session, of several the first, or {@code null} if there is no
	 * connection now
	 */
	public @Nullable VstpSession session() {
		return this.lanes.session();
	}

	/**
	 * Returns what is known of both transports, and what was chosen.
	 * @return the state of a client with {@link TransportChoice#AUTO}, or {@code null} if
	 * this is none
	 */
	public @Nullable TransportStatus transportStatus() {
		AutoRouter router = this.lanes.router();
		return (router != null) ? router.status() : null;
	}

	/**
	 * Returns the sessions under way.
	 * @return one for each connection that there is now; unmodifiable
	 */
	public List<VstpSession> sessions() {
		return this.lanes.sessions();
	}

	/**
	 * Returns how many calls are open.
	 * @return those made whose future is not completed yet
	 */
	public int openCalls() {
		return this.openCalls.get();
	}

	/**
	 * Returns what the messages take of which not all fragments have arrived, which is
	 * something over UDP only.
	 * @return the numbers, of all connections together
	 */
	public Reassemblies reassemblies() {
		Reassemblies all = Reassemblies.NONE;
		for (VstpSession session : sessions()) {
			if (session instanceof ManagedSession managed) {
				all = all.plus(managed.reassemblies());
			}
		}
		return all;
	}

	/**
	 * Sends a frame.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @return completed when the frame was written to the socket
	 */
	public CompletableFuture<Void> send(Frame frame, @Nullable Duration timeout) {
		return send(frame, timeout, null);
	}

	/**
	 * Sends a frame.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @param transport what carries it, or {@code null} for what the options say
	 * @return completed when the frame was written to the socket; fails with an
	 * {@link IllegalArgumentException} if the transport cannot be had
	 */
	public CompletableFuture<Void> send(Frame frame, @Nullable Duration timeout, @Nullable Transport transport) {
		return asVoid(call(ClientCall.Kind.SEND, null, frame, timeout, transport));
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
		return sendWithAck(frame, timeout, null);
	}

	/**
	 * Does what {@link #sendWithAck(Frame, Duration)} does.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @param transport what carries it, or {@code null} for what the options say
	 * @return completed when the ACK is there; fails with an
	 * {@link IllegalArgumentException} if the transport cannot be had
	 */
	public CompletableFuture<Void> sendWithAck(Frame frame, @Nullable Duration timeout, @Nullable Transport transport) {
		String msgId = frame.header(HeaderNames.MSG_ID);
		Frame asking = frame.withFlags(frame.flags() | FrameFlags.REQ_ACK);
		if (msgId == null) {
			msgId = this.ids.msgId();
			asking = asking.withHeader(HeaderNames.MSG_ID, msgId);
		}
		return asVoid(call(ClientCall.Kind.ACKNOWLEDGED, msgId, asking, timeout, transport));
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
	public CompletableFuture<Frame> exchange(Frame frame, @Nullable Duration timeout) {
		return exchange(frame, timeout, null);
	}

	/**
	 * Does what {@link #exchange(Frame, Duration)} does.
	 * @param frame what to send; taken over, also when this fails
	 * @param timeout how long this may take, or {@code null} for the option's
	 * @param transport what carries it, or {@code null} for what the options say
	 * @return completed with the reply, which is the caller's to release; fails with an
	 * {@link IllegalArgumentException} if the transport cannot be had
	 */
	@SuppressWarnings("NullAway") // a request ends with a reply or exceptionally
	public CompletableFuture<Frame> exchange(Frame frame, @Nullable Duration timeout, @Nullable Transport transport) {
		String correlationId = frame.header(HeaderNames.CORRELATION_ID);
		Frame request = frame;
		if (correlationId == null) {
			correlationId = this.ids.correlationId();
			request = frame.withHeader(HeaderNames.CORRELATION_ID, correlationId);
		}
		return call(ClientCall.Kind.REQUEST, correlationId, request, timeout, transport);
	}

	@SuppressWarnings("unchecked")
	private static CompletableFuture<Void> asVoid(CompletableFuture<@Nullable Frame> result) {
		// Completed with null or exceptionally.
		return (CompletableFuture<Void>) (CompletableFuture<?>) result;
	}

	private CompletableFuture<@Nullable Frame> call(ClientCall.Kind kind, @Nullable String id, Frame frame,
			@Nullable Duration timeout, @Nullable Transport transport) {
		long millis;
		TransportLane lane;
		try {
			millis = Checks.positive("timeout", (timeout != null) ? timeout : this.options.callTimeout()).toMillis();
			lane = this.lanes.lane(transport);
			begin();
		}
		catch (RuntimeException ex) {
			frame.release();
			return CompletableFuture.failedFuture(ex);
		}
		if (lane == null) {
			return callByEither(kind, id, frame, millis);
		}
		ClientCall call = new ClientCall(kind, this.replies, id, null);
		call.result().whenComplete((reply, failure) -> {
			call.settle();
			ended();
		});
		Timeout expiry = timeout(millis, (expired) -> call.expire(millis));
		if (expiry != null) {
			call.timeout(expiry);
		}
		else {
			call.fail(closedException());
		}
		boolean acknowledged = kind == ClientCall.Kind.REQUEST && lane.transport() == Transport.UDP;
		lane.start(call, acknowledged ? this.ids.acknowledged(frame) : frame);
		return call.result();
	}

	@SuppressWarnings("NullAway") // there is a router where there is no lane
	private CompletableFuture<@Nullable Frame> callByEither(ClientCall.Kind kind, @Nullable String id, Frame frame,
			long millis) {
		AutoCall call = this.lanes.router().call(kind, id, frame);
		call.result().whenComplete((reply, failure) -> ended());
		Timeout expiry = timeout(millis, (expired) -> call.expire(millis));
		if (expiry != null) {
			call.timeout(expiry);
		}
		else {
			call.fail(closedException());
		}
		call.start();
		return call.result();
	}

	private @Nullable Timeout timeout(long millis, TimerTask expiry) {
		try {
			return this.eventLoops.timer().newTimeout(expiry, Math.max(1, millis), TimeUnit.MILLISECONDS);
		}
		catch (IllegalStateException ex) {
			// Somebody has closed the client since the call began: the timer has stopped.
			return null;
		}
	}

	private VstpUnreachableException closedException() {
		return new VstpUnreachableException("The client of %s is closed".formatted(this.options.name()));
	}

	private void begin() {
		if (this.closing) {
			throw closedException();
		}
		if (this.openCalls.incrementAndGet() > this.options.maxOpenCalls()) {
			this.openCalls.decrementAndGet();
			throw new VstpOverloadedException("%d calls to %s are open already, which is the limit"
				.formatted(this.options.maxOpenCalls(), this.options.name()));
		}
	}

	private void ended() {
		if (this.openCalls.decrementAndGet() == 0 && this.closing) {
			this.idle.complete(null);
		}
	}

	/**
	 * From now on connects when a call needs it only, and not as soon as a connection
	 * ends. For the time before the end: a server that stops with this end would be asked
	 * for connections that nobody wants.
	 */
	public void connectOnDemand() {
		this.lanes.connectOnDemand();
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
			.handle((done, late) -> this.lanes.close())
			.thenCompose((connections) -> CompletableFuture.allOf(connections.stream()
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
		this.lanes.close().forEach((connection) -> connection.session().abort(CloseReason.ABORTED));
		if (this.options.eventLoops() == null) {
			this.eventLoops.close();
		}
	}

}
