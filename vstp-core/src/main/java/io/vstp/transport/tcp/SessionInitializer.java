package io.vstp.transport.tcp;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vstp.codec.FrameDecoder;
import io.vstp.transport.SessionListener;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Builds the pipeline of a session: TLS where it is on, the decoder, the session.
 */
final class SessionInitializer extends ChannelInitializer<Channel> {

	private final SessionConfig config;

	private final SessionListener listener;

	private final @Nullable Supplier<SslContext> tls;

	private final Duration tlsTimeout;

	private final @Nullable String peerHost;

	private final int peerPort;

	SessionInitializer(SessionConfig config, SessionListener listener, @Nullable Supplier<SslContext> tls,
			Duration tlsTimeout, @Nullable String peerHost, int peerPort) {
		this.config = config;
		this.listener = listener;
		this.tls = tls;
		this.tlsTimeout = tlsTimeout;
		this.peerHost = peerHost;
		this.peerPort = peerPort;
	}

	@Override
	protected void initChannel(Channel channel) {
		if (this.tls != null) {
			SslContext context = this.tls.get();
			SslHandler handler = (this.peerHost != null)
					? context.newHandler(channel.alloc(), this.peerHost, this.peerPort)
					: context.newHandler(channel.alloc());
			handler.setHandshakeTimeoutMillis(this.tlsTimeout.toMillis());
			channel.pipeline().addLast("tls", handler);
		}
		SessionOptions options = this.config.options();
		SessionHandler session = new SessionHandler(this.config, this.listener);
		channel.pipeline()
			.addLast("decoder", new FrameDecoder(options.limits(), options.crcMode(), session::stream))
			.addLast("session", session);
	}

}
