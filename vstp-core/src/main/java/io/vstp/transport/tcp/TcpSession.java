package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.channel.Channel;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.SessionEngine;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session over a TCP connection: binds the engine to the channel.
 */
public final class TcpSession implements VstpSession {

	private static final Logger logger = LoggerFactory.getLogger(TcpSession.class);

	private final String id = newId();

	private final Instant openedAt = Instant.now();

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private final CompletableFuture<TcpSession> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Channel channel;

	private final TcpSessionConfig config;

	private final InetSocketAddress remoteAddress;

	private final InetSocketAddress localAddress;

	private final Outbox outbox;

	private final Dispatcher dispatcher;

	private final SessionEngine engine;

	private volatile @Nullable Headers greeting;

	private volatile FrameLimits peerLimits;

	private volatile boolean open = true;

	private boolean reading = true;

	TcpSession(Channel channel, TcpSessionConfig config) {
		this.channel = channel;
		this.config = config;
		this.remoteAddress = (InetSocketAddress) channel.remoteAddress();
		this.localAddress = (InetSocketAddress) channel.localAddress();
		this.peerLimits = PeerLimits.of(Headers.EMPTY, config.options().limits());
		this.outbox = new Outbox(channel, config.options(), this::resume);
		this.dispatcher = new Dispatcher(this, config.handler(), config.executor(), config.budget());
		this.engine = config.engines().create(this.id, new TcpSessionEffects(this));
	}

	private static String newId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return "%016x%016x".formatted(random.nextLong(), random.nextLong());
	}

	@Override
	public String id() {
		Headers welcome = this.greeting;
		String given = (welcome != null) ? welcome.get(HeaderNames.SESSION_ID) : null;
		return (given != null && this.config.side() == Side.CLIENT) ? given : this.id;
	}

	@Override
	public Transport transport() {
		return Transport.TCP;
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public InetSocketAddress localAddress() {
		return this.localAddress;
	}

	@Override
	public Instant openedAt() {
		return this.openedAt;
	}

	@Override
	public boolean isGreeted() {
		return this.greeting != null;
	}

	@Override
	public Headers greeting() {
		Headers headers = this.greeting;
		return (headers != null) ? headers : Headers.EMPTY;
	}

	@Override
	public Map<String, Object> attributes() {
		return this.attributes;
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public boolean isWritable() {
		return !this.outbox.isBlocked();
	}

	/**
	 * Returns how many bytes wait to be taken by the socket.
	 * @return bytes
	 */
	public long pendingBytes() {
		return this.outbox.pending();
	}

	@Override
	public CompletableFuture<Void> send(Frame frame) {
		if (this.config.side() == Side.SERVER && !isGreeted()) {
			frame.release();
			return CompletableFuture.failedFuture(new IllegalStateException(
					"%s has not said HELLO, and gets nothing that it has not asked for".formatted(this.remoteAddress)));
		}
		CompletableFuture<Void> written = new CompletableFuture<>();
		try {
			submit(frame, written);
		}
		catch (RuntimeException ex) {
			written.completeExceptionally(ex);
		}
		return written;
	}

	@Override
	public CompletableFuture<Void> close() {
		this.open = false;
		execute(() -> this.engine.stop(System.nanoTime()));
		return this.ended.copy();
	}

	/**
	 * Closes the session at once.
	 * @param reason why
	 */
	public void abort(CloseReason reason) {
		execute(() -> this.engine.abort(reason));
	}

	/**
	 * Returns when the session can be used.
	 * @return completed when the greeting is over, failed when the connection ended
	 * before
	 */
	CompletableFuture<TcpSession> ready() {
		return this.ready;
	}

	/**
	 * Returns when the session has ended.
	 * @return completed, on the event loop, when it has
	 */
	public CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Sends a frame that belongs to what the peer has asked for. If the peer does not
	 * read and there is no more room, the session ends.
	 * @param frame what to send; taken over
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 */
	void write(Frame frame) {
		try {
			submit(frame, null);
		}
		catch (VstpOverloadedException ex) {
			logger.debug("Closing the session with {}, which does not read: {}", this.remoteAddress, ex.getMessage());
			abort(CloseReason.SLOW_CONSUMER);
		}
		catch (VstpConnectionException ex) {
			logger.debug("{} is gone before a frame could be sent", this.remoteAddress);
		}
	}

	/**
	 * Sends a frame, or throws and has sent nothing.
	 * @param frame what to send; taken over, also when this throws
	 * @param written completed when the frame was written to the socket, or {@code null}
	 * @throws VstpConnectionException if the session is not open
	 * @throws VstpOverloadedException if too much is waiting already
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 */
	public void submit(Frame frame, @Nullable CompletableFuture<Void> written) {
		FrameType type = frame.type();
		int length = this.outbox.add(frame, this.peerLimits, written);
		this.config.observer().frameSent(this.config.side(), Transport.TCP, type, length);
	}

	/**
	 * Sends an ERR frame; none to a server that has not greeted, for it would answer.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param cause the headers of the frame that it answers
	 */
	void sendError(ErrorCode code, String message, Headers cause) {
		if (this.config.side() == Side.SERVER || isGreeted()) {
			this.config.observer().errorSent(this.config.side(), Transport.TCP, code);
			write(AnswerFrames.error(code, message, cause));
		}
	}

	void greeted(Headers headers) {
		this.peerLimits = PeerLimits.of(headers, this.config.options().limits());
		this.greeting = headers;
	}

	void completed(TcpExchange exchange) {
		this.dispatcher.completed(exchange);
	}

	void onCompleted(int frames) {
		this.engine.completed(frames, System.nanoTime());
	}

	private void resume() {
		this.dispatcher.resume();
	}

	/**
	 * Says whether the peer has to read before more of its frames are taken. A client
	 * never holds back: if both ends waited for the other to read, none would.
	 * @return whether it has
	 */
	boolean isHeldUp() {
		return this.config.side() == Side.SERVER && this.outbox.isBlocked();
	}

	/**
	 * Stops reading while there is no room, and goes on when there is.
	 */
	void updateReading() {
		boolean read = (!isHeldUp() && !this.dispatcher.isCongested()) || !this.outbox.isOpen();
		if (read != this.reading) {
			this.reading = read;
			this.channel.config().setAutoRead(read);
			if (!read) {
				this.config.observer().readingPaused(this.config.side(), Transport.TCP);
			}
		}
	}

	boolean isReading() {
		return this.reading;
	}

	void markClosing() {
		this.open = false;
	}

	/**
	 * The channel is gone.
	 * @param reason what those are told who wait for it
	 */
	void channelGone(String reason) {
		this.open = false;
		this.outbox.close(reason);
		CloseReason ending = this.engine.closeReason();
		this.dispatcher.close(ending == CloseReason.ABORTED || ending == CloseReason.SLOW_CONSUMER);
		this.ready.completeExceptionally(new VstpConnectionException(reason));
		this.ended.complete(null);
	}

	void execute(Runnable task) {
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The event loop of {} has ended already", this.remoteAddress);
		}
	}

	Channel channel() {
		return this.channel;
	}

	Outbox outbox() {
		return this.outbox;
	}

	Dispatcher dispatcher() {
		return this.dispatcher;
	}

	SessionEngine engine() {
		return this.engine;
	}

	SessionOptions options() {
		return this.config.options();
	}

	TcpSessionConfig config() {
		return this.config;
	}

	@Override
	public String toString() {
		return "TcpSession[%s, %s]".formatted(id(), this.remoteAddress);
	}

}
