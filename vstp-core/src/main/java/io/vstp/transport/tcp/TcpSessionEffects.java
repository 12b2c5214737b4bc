package io.vstp.transport.tcp;

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.vstp.engine.session.SessionEffects;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.transport.VstpErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Does to the channel what the engine says; on the event loop.
 */
final class TcpSessionEffects implements SessionEffects {

	private final TcpSession session;

	TcpSessionEffects(TcpSession session) {
		this.session = session;
	}

	@Override
	public void send(Frame frame) {
		Headers headers = frame.headers();
		try {
			this.session.write(frame);
		}
		catch (FrameTooLargeException ex) {
			// A PONG is as long as its PING, but the peer may accept less than it sends.
			this.session.sendError(ErrorCode.TOO_LARGE, String.valueOf(ex.getMessage()), headers);
		}
	}

	@Override
	public void sendError(ErrorCode code, String message, Headers cause) {
		this.session.sendError(code, message, cause);
	}

	@Override
	public void deliver(Frame frame) {
		this.session.started();
		this.session.dispatcher().accept(frame);
	}

	@Override
	public void refuse(Frame frame, ErrorCode code, String message) {
		this.session.dispatcher().refuse(frame, code, message);
	}

	@Override
	public void ready() {
		this.session.started();
		this.session.ready().complete(null);
	}

	@Override
	public void greeted(Headers greeting) {
		this.session.greeted(greeting);
		this.session.started();
	}

	@Override
	public void answered(FrameType type, Headers headers) {
		this.session.answered(type, headers);
	}

	@Override
	public void refused(Headers error) {
		this.session.ready()
			.completeExceptionally(VstpErrorException.of(this.session.remoteAddress().toString(), error));
	}

	@Override
	public void errorReceived(@Nullable ErrorCode code) {
		this.session.errorReceived(code);
	}

	@Override
	public void endOutput() {
		this.session.closing();
		this.session.outbox().finish("The session with %s is closing".formatted(this.session.remoteAddress()), () -> {
			endOutput(this.session.channel());
			this.session.engine().outputEnded(System.nanoTime());
		});
		this.session.updateReading();
	}

	// Closing with unread bytes would reset the connection, and with it what the peer has
	// not read yet.
	private static void endOutput(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.closeOutbound();
		}
		else if (channel instanceof DuplexChannel duplex) {
			duplex.shutdownOutput();
		}
	}

	@Override
	public void tickIn(long nanos) {
		this.session.channel()
			.eventLoop()
			.schedule(() -> this.session.engine().tick(System.nanoTime(), false), nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		this.session.closing();
		this.session.channel().close();
	}

}
