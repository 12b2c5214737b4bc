package io.vstp.transport.tcp;

import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.vstp.codec.FrameEncoder;
import io.vstp.codec.MalformedFrameException;
import io.vstp.codec.PayloadStream;
import io.vstp.engine.guard.StallDetector;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.transport.ErrorLog;
import io.vstp.transport.SessionListener;
import io.vstp.transport.dispatch.ConnectionFailures;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the pipeline: tells the session's engine what happens on the channel.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(SessionHandler.class);

	private final SessionConfig config;

	private final SessionListener listener;

	private final FrameEncoder lengths;

	private final StallDetector stalls;

	private final StallDetector payloadStalls;

	private @Nullable TcpSession session;

	private @Nullable Future<?> ticks;

	private @Nullable Throwable failure;

	SessionHandler(SessionConfig config, SessionListener listener) {
		this.config = config;
		this.listener = listener;
		this.lengths = new FrameEncoder(config.options().crcMode());
		this.stalls = new StallDetector(config.options().writeTimeout().toNanos());
		this.payloadStalls = new StallDetector(config.options().payloadTimeout().toNanos());
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		if (ctx.pipeline().get(SslHandler.class) == null) {
			open(ctx.channel());
		}
	}

	private void open(Channel channel) {
		TcpSession opened = new TcpSession(channel, this.config);
		this.session = opened;
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			opened.secured(tls.engine().getSession());
		}
		this.config.observer().sessionOpened(this.config.side(), Transport.TCP);
		this.listener.opened(opened);
		opened.engine().opened(System.nanoTime());
		long period = this.config.tickNanos();
		this.ticks = channel.eventLoop()
			.scheduleWithFixedDelay(() -> tick(opened), period, period, TimeUnit.NANOSECONDS);
	}

	private void tick(TcpSession current) {
		long now = System.nanoTime();
		current.engine().tick(now, !current.isReading());
		boolean waits = current.outbox().isFull() || (!current.isOpen() && current.outbox().pending() > 0);
		if (this.stalls.isStalled(waits, current.outbox().progress(), now)) {
			current.engine().abort(CloseReason.SLOW_CONSUMER);
		}
		PayloadStream stream = current.stream();
		if (stream != null && this.payloadStalls.isStalled(current.isReading(), stream.received(), now)) {
			current.engine().abort(CloseReason.IDLE_TIMEOUT);
		}
	}

	/**
	 * Says whether a long frame is handed on before it is whole.
	 * @param head the frame without its payload
	 * @param length the length of the payload
	 * @return the payload, or {@code null} to wait for the frame
	 */
	@Nullable PayloadStream stream(Frame head, int length) {
		return (this.session != null) ? this.session.stream(head, length) : null;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		Frame frame = (Frame) message;
		if (this.session == null) {
			frame.release();
			return;
		}
		PayloadStream stream = PayloadStream.of(frame);
		int length = this.lengths.headLength(frame)
				+ ((stream != null) ? stream.length() : frame.payload().readableBytes())
				+ this.lengths.trailerLength(frame);
		this.session.counts().received(length);
		this.config.observer().frameReceived(this.config.side(), Transport.TCP, frame.type(), length);
		this.session.engine().received(frame, System.nanoTime());
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.session != null) {
			this.session.heardBytes(System.nanoTime());
			this.session.updateReading();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof SslHandshakeCompletionEvent handshake) {
			if (handshake.isSuccess()) {
				open(ctx.channel());
			}
			else {
				fail(ctx, handshake.cause());
			}
		}
		else if (this.session == null && event instanceof ChannelInputShutdownEvent) {
			// Nobody agrees on TLS who says nothing more.
			ctx.close();
		}
		else if (this.session != null
				&& (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent)) {
			// One that has not said HELLO may have ended its half only, and still read.
			if (this.session.isGreeted() && this.session.engine().closeReason() == null) {
				this.session.dispatcher().peerGone();
			}
			this.session.engine().inputEnded(System.nanoTime());
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		Throwable actual = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		if (actual instanceof Error error) {
			ErrorLog.warn("The connection with %s is lost".formatted(ctx.channel().remoteAddress()), error);
		}
		if (this.session == null) {
			fail(ctx, actual);
		}
		else if (actual instanceof MalformedFrameException ex) {
			logger.debug("{} sent what is not a frame: {}", this.session, ex.getMessage());
			this.config.observer().decodeFailed(this.config.side(), Transport.TCP, ex.error());
			this.session.engine().fail(ex.code(), message(ex), System.nanoTime());
			this.session.closing();
		}
		else {
			logger.debug("The connection of {} broke", this.session, actual);
			this.failure = actual;
			this.session.engine().abort(CloseReason.IO_ERROR);
		}
	}

	private static String message(Throwable ex) {
		return String.valueOf(ex.getMessage());
	}

	private void fail(ChannelHandlerContext ctx, Throwable cause) {
		this.failure = (this.failure != null) ? this.failure : cause;
		logger.debug("No session with {}", ctx.channel().remoteAddress(), cause);
		ctx.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
		TcpSession ended = this.session;
		if (ended == null) {
			this.config.observer()
				.connectionFailed(this.config.side(), Transport.TCP, ConnectionFailures.ofTls(this.failure));
			this.listener.failed(this.failure);
			return;
		}
		CloseReason reason = ended.engine().closeReason();
		CloseReason known = (reason != null) ? reason : CloseReason.PEER_CLOSED;
		this.config.observer().sessionClosed(this.config.side(), Transport.TCP, known);
		ended.channelGone(known,
				"The connection to %s has ended: %s".formatted(ended.remoteAddress(), describe(known)));
		this.listener.ended(ended, known);
	}

	private String describe(CloseReason reason) {
		String text = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
		return (this.failure != null) ? text + ", " + this.failure : text;
	}

}
