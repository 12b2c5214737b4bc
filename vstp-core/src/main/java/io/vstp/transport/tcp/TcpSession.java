package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.vstp.codec.FrameFormat;
import io.vstp.codec.PayloadStream;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.SessionEngine;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.dispatch.AbstractSession;
import io.vstp.transport.dispatch.Dispatcher;
import io.vstp.transport.dispatch.PeerLimits;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session over a TCP connection: binds the engine to the channel.
 */
final class TcpSession extends AbstractSession {

	private static final Logger logger = LoggerFactory.getLogger(TcpSession.class);

	/** How much of a payload may wait for a handler that takes it as it comes. */
	private static final int PAYLOAD_WINDOW = 256 * 1024;

	private final Channel channel;

	private final Outbox outbox;

	private final Dispatcher dispatcher;

	private final SessionEngine engine;

	private volatile FrameLimits peerLimits;

	private @Nullable PayloadStream stream;

	private volatile @Nullable Principal certified;

	private boolean reading = true;

	TcpSession(Channel channel, SessionConfig config) {
		super(Transport.TCP, config, (InetSocketAddress) channel.remoteAddress(),
				(InetSocketAddress) channel.localAddress());
		this.channel = channel;
		this.peerLimits = PeerLimits.of(Headers.EMPTY, config.options().limits());
		this.outbox = new Outbox(channel, config.options(), counts(), this::resume);
		this.dispatcher = new Dispatcher(new TcpDispatchTarget(this), config);
		this.engine = config.engines().create(ownId(), new TcpSessionEffects(this));
	}

	@Override
	public @Nullable Principal principal() {
		Principal told = super.principal();
		return (told != null) ? told : this.certified;
	}

	/**
	 * The TLS handshake is done.
	 * @param handshake what the peers have agreed upon
	 */
	void secured(SSLSession handshake) {
		try {
			this.certified = handshake.getPeerPrincipal();
		}
		catch (SSLPeerUnverifiedException ex) {
			logger.debug("{} has shown no certificate", remoteAddress());
		}
	}

	@Override
	public boolean isWritable() {
		return !this.outbox.isBlocked();
	}

	@Override
	public long pendingBytes() {
		return this.outbox.pending();
	}

	@Override
	public CompletableFuture<Void> close() {
		markClosing();
		execute(() -> this.engine.stop(System.nanoTime()));
		return ended().copy();
	}

	@Override
	public void abort(CloseReason reason) {
		execute(() -> this.engine.abort(reason));
	}

	/**
	 * Sends a frame that belongs to what the peer has asked for. If the peer does not
	 * read and there is no more room, the session ends.
	 * @param frame what to send; taken over
	 * @return whether it is on its way
	 * @throws io.vstp.frame.FrameTooLargeException if the peer would not accept it
	 */
	boolean write(Frame frame) {
		try {
			submit(frame, null);
			return true;
		}
		catch (VstpOverloadedException ex) {
			logger.debug("Closing the session with {}, which does not read: {}", remoteAddress(), ex.getMessage());
			abort(CloseReason.SLOW_CONSUMER);
		}
		catch (VstpConnectionException ex) {
			logger.debug("{} is gone before a frame could be sent", remoteAddress());
		}
		return false;
	}

	@Override
	public void submit(Frame frame, @Nullable Submission submission) {
		FrameType type = frame.type();
		FrameLimits limits = this.peerLimits;
		Frame sent = compressor().compress(frame, limits.maxFrameLength() - overhead(frame), limits.maxHeaderLength(),
				limits.maxHeaders());
		boolean waits = submission != null && submission.waitsForWrite();
		int length = this.outbox.add(sent, limits, waits ? submission : null);
		config().observer().frameSent(config().side(), Transport.TCP, type, length);
	}

	@Override
	public FrameLimits peerLimits() {
		return this.peerLimits;
	}

	private static int overhead(Frame frame) {
		return FrameFormat.PREAMBLE_LENGTH + frame.headers().byteLength() + FrameFormat.TRAILER_LENGTH;
	}

	int maxFrameLength() {
		return config().options().limits().maxFrameLength();
	}

	@Override
	public boolean repliesByOrder() {
		return !isGreeted();
	}

	/**
	 * Sends an ERR frame; none to a server that has not greeted, for it would answer.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param details further headers
	 * @param cause the headers of the frame that it answers
	 */
	void sendError(String code, String message, Headers details, Headers cause) {
		boolean welcome = config().side() == Side.SERVER || isGreeted();
		if (welcome && write(AnswerFrames.error(code, message, details, cause))) {
			config().observer().errorSent(config().side(), Transport.TCP, ErrorCode.ofOwn(code));
		}
	}

	void sendError(ErrorCode code, String message, Headers cause) {
		sendError(code.code(), message, Headers.EMPTY, cause);
	}

	void errorReceived(@Nullable ErrorCode code) {
		config().observer().errorReceived(config().side(), Transport.TCP, code);
	}

	@Override
	protected void greeted(Headers headers) {
		this.peerLimits = PeerLimits.of(headers, config().options().limits());
		super.greeted(headers);
	}

	/**
	 * Bytes came in.
	 * @param now the time
	 */
	void heardBytes(long now) {
		heard(now);
		this.engine.heard(now);
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
		return config().side() == Side.SERVER && this.outbox.isBlocked();
	}

	/**
	 * Makes the stream for a long frame, if it is one that this end takes before it is
	 * whole. No frame comes in beside it.
	 * @param head the frame without its payload
	 * @param length the length of the payload
	 * @return the stream, or {@code null} to wait for the frame
	 */
	@Nullable PayloadStream stream(Frame head, int length) {
		boolean streamed = config().side() == Side.SERVER && head.type() == FrameType.DATA
				&& (head.flags() & (FrameFlags.FRAG | FrameFlags.COMP)) == 0;
		// On the event loop nobody could wait for it.
		Executor executor = config().executor();
		this.stream = (streamed && executor != null && config().handler().streams(head, Transport.TCP))
				? new PayloadStream(length, PAYLOAD_WINDOW, () -> execute(this::updateReading), executor) : null;
		return this.stream;
	}

	/**
	 * Returns the stream that is coming in.
	 * @return the stream, or {@code null} if there is none
	 */
	@Nullable PayloadStream stream() {
		if (this.stream != null && this.stream.isEnded()) {
			this.stream = null;
		}
		return this.stream;
	}

	private boolean hasRoom() {
		PayloadStream current = stream();
		return current == null || !current.isFull();
	}

	/**
	 * Stops reading while there is no room, and goes on when there is.
	 */
	void updateReading() {
		boolean read = (!isHeldUp() && !this.dispatcher.isCongested() && hasRoom()) || !this.outbox.isOpen();
		if (read != this.reading) {
			this.reading = read;
			this.channel.config().setAutoRead(read);
			if (read) {
				config().observer().readingResumed(config().side(), Transport.TCP);
			}
			else {
				config().observer().readingPaused(config().side(), Transport.TCP);
			}
		}
	}

	/**
	 * Closing has begun.
	 */
	void closing() {
		markClosing();
	}

	boolean isReading() {
		return this.reading;
	}

	/**
	 * The channel is gone.
	 * @param ending why
	 * @param reason what those are told who wait for it
	 */
	void channelGone(CloseReason ending, String reason) {
		markClosing();
		this.outbox.close(reason);
		this.dispatcher.close(ending == CloseReason.ABORTED || ending == CloseReason.SLOW_CONSUMER);
		if (!this.reading) {
			this.reading = true;
			config().observer().readingResumed(config().side(), Transport.TCP);
		}
		ready().completeExceptionally(new VstpConnectionException(reason));
		over(ending, reason);
	}

	void execute(Runnable task) {
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The event loop of {} has ended already", remoteAddress());
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

}
