package io.vstp.transport.dispatch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionCounters;
import io.vstp.transport.Submission;
import io.vstp.transport.compress.Compressor;
import org.jspecify.annotations.Nullable;

/**
 * What sessions have in common, whatever carries them.
 */
public abstract class AbstractSession implements ManagedSession {

	private final String id = newId();

	private final Instant openedAt = Instant.now();

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final SessionCounts counts = new SessionCounts();

	private final Transport transport;

	private final SessionConfig config;

	private final Compressor compressor;

	private final InetSocketAddress remoteAddress;

	private final InetSocketAddress localAddress;

	private volatile @Nullable Headers greeting;

	private volatile @Nullable String onceServer;

	private volatile long heardAt;

	private volatile boolean open = true;

	private volatile @Nullable PushedFrames pushed;

	/** Known on the event loop alone. */
	private boolean started;

	protected AbstractSession(Transport transport, SessionConfig config, InetSocketAddress remoteAddress,
			InetSocketAddress localAddress) {
		this.transport = transport;
		this.config = config;
		this.compressor = new Compressor(config.options().compression());
		this.remoteAddress = remoteAddress;
		this.localAddress = localAddress;
	}

	private static String newId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return "%016x%016x".formatted(random.nextLong(), random.nextLong());
	}

	/**
	 * Returns what this end calls the session.
	 * @return the name that a server's WELCOME says
	 */
	protected final String ownId() {
		return this.id;
	}

	@Override
	public final String id() {
		Headers welcome = this.greeting;
		String given = (welcome != null) ? welcome.get(HeaderNames.SESSION_ID) : null;
		return (given != null && this.config.side() == Side.CLIENT) ? given : this.id;
	}

	@Override
	public final Transport transport() {
		return this.transport;
	}

	@Override
	public final InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public final InetSocketAddress localAddress() {
		return this.localAddress;
	}

	@Override
	public final Instant openedAt() {
		return this.openedAt;
	}

	@Override
	public final boolean isGreeted() {
		return this.greeting != null;
	}

	@Override
	public final Headers greeting() {
		Headers headers = this.greeting;
		return (headers != null) ? headers : Headers.EMPTY;
	}

	protected void greeted(Headers headers) {
		this.compressor.greeted(headers);
		this.greeting = headers;
		if (headers.contains(HeaderNames.ONCE_SERVER)) {
			toldOnceServer(headers.get(HeaderNames.ONCE_SERVER));
		}
	}

	/**
	 * The peer has said what it calls its memory of messages.
	 * @param name the name
	 */
	public final void toldOnceServer(@Nullable String name) {
		this.onceServer = name;
	}

	/**
	 * Bytes came from the peer.
	 * @param now the time
	 */
	protected final void heard(long now) {
		this.heardAt = now;
	}

	@Override
	public final long heardAt() {
		return this.heardAt;
	}

	@Override
	public final @Nullable String onceServer() {
		return this.onceServer;
	}

	/**
	 * The application has to do with the session from now on; on the event loop. Has no
	 * effect when called again.
	 */
	public final void started() {
		if (!this.started) {
			this.started = true;
			this.config.listeners().sessionStarted(this);
		}
	}

	/**
	 * The session has ended, and nothing more can be sent; on the event loop.
	 * @param reason why
	 * @param text what those are told who wait
	 */
	protected final void over(CloseReason reason, String text) {
		PushedFrames waiting = this.pushed;
		if (waiting != null) {
			waiting.close(text);
		}
		// Who waits for the end finds it told.
		if (this.started) {
			this.config.listeners().sessionEnded(this, reason);
		}
		this.ended.complete(null);
	}

	@Override
	public final Map<String, Object> attributes() {
		return this.attributes;
	}

	@Override
	public final boolean isOpen() {
		return this.open;
	}

	protected final void markClosing() {
		this.open = false;
	}

	@Override
	public final CompletableFuture<Void> ready() {
		return this.ready;
	}

	@Override
	public final CompletableFuture<Void> ended() {
		return this.ended;
	}

	@Override
	public final CompletableFuture<Void> send(Frame frame) {
		PushSubmission submission = new PushSubmission();
		try {
			checkGreeted(frame);
			submit(frame, submission);
		}
		catch (RuntimeException ex) {
			submission.failed(ex);
		}
		return submission.result;
	}

	@Override
	public final void push(Frame frame) {
		checkGreeted(frame);
		submit(frame, null);
	}

	@Override
	public final CompletableFuture<Void> sendWithAck(Frame frame, Duration timeout) {
		try {
			checkGreeted(frame);
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return pushed().send(frame, timeout);
	}

	private void checkGreeted(Frame frame) {
		if (this.config.side() == Side.SERVER && !isGreeted()) {
			frame.release();
			throw new IllegalStateException(
					"%s has not said HELLO, and gets nothing that it has not asked for".formatted(this.remoteAddress));
		}
	}

	// Few sessions ever have one.
	private PushedFrames pushed() {
		PushedFrames current = this.pushed;
		if (current == null) {
			synchronized (this.attributes) {
				current = this.pushed;
				if (current == null) {
					current = new PushedFrames(this);
					this.pushed = current;
				}
			}
		}
		return current;
	}

	/**
	 * An ACK or ERR came in that may be about what was pushed.
	 * @param type which of them
	 * @param headers its headers
	 */
	public final void answered(FrameType type, Headers headers) {
		PushedFrames waiting = this.pushed;
		if (waiting != null) {
			waiting.answered(type, headers);
		}
	}

	@Override
	public FrameLimits peerLimits() {
		return this.config.options().limits();
	}

	@Override
	public final SessionCounters counters() {
		return this.counts.counters();
	}

	public final SessionCounts counts() {
		return this.counts;
	}

	protected final Compressor compressor() {
		return this.compressor;
	}

	protected final SessionConfig config() {
		return this.config;
	}

	@Override
	public String toString() {
		return "%s session %s with %s".formatted(this.transport, id(), this.remoteAddress);
	}

	private static final class PushSubmission implements Submission {

		private final CompletableFuture<Void> result = new CompletableFuture<>();

		@Override
		public boolean isWanted() {
			return !this.result.isDone();
		}

		@Override
		public boolean waitsForWrite() {
			return true;
		}

		@Override
		public void written() {
			this.result.complete(null);
		}

		@Override
		public void failed(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

	}

}
