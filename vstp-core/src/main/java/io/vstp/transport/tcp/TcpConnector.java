package io.vstp.transport.tcp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.transport.EventLoops;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.ResolvedAddress;
import io.vstp.transport.SessionListener;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.dispatch.ConnectionFailures;
import io.vstp.transport.dispatch.Connector;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. Addresses are tried in order, until one gives a session.
 */
public final class TcpConnector implements Connector {

	private static final int MAX_READ = 256 * 1024;

	private final EventLoops eventLoops;

	private final Duration timeout;

	private final @Nullable Supplier<SslContext> tls;

	/**
	 * Creates a connector.
	 * @param eventLoops what runs the sessions
	 * @param timeout how long connecting, and then the TLS handshake, may take
	 * @param tls supplies the TLS context, or {@code null} for none
	 */
	public TcpConnector(EventLoops eventLoops, Duration timeout, @Nullable Supplier<SslContext> tls) {
		this.eventLoops = eventLoops;
		this.timeout = timeout;
		this.tls = tls;
	}

	@Override
	public CompletableFuture<ManagedSession> connect(List<InetSocketAddress> addresses, SessionConfig config,
			SessionListener onEnded) {
		// Resolving a name may block, which an event loop must not.
		return CompletableFuture.supplyAsync(() -> ResolvedAddress.of(addresses), this.eventLoops.blocking())
			.thenCompose((targets) -> connect(targets, 0, config, onEnded));
	}

	private CompletableFuture<ManagedSession> connect(List<ResolvedAddress> targets, int index, SessionConfig config,
			SessionListener onEnded) {
		CompletableFuture<ManagedSession> attempt = connect(targets.get(index), config, onEnded);
		if (index + 1 == targets.size()) {
			return attempt;
		}
		return attempt
			.handle((session, failure) -> (failure != null) ? connect(targets, index + 1, config, onEnded)
					: CompletableFuture.completedFuture(session))
			.thenCompose((next) -> next);
	}

	private CompletableFuture<ManagedSession> connect(ResolvedAddress target, SessionConfig config,
			SessionListener onEnded) {
		Attempt attempt = new Attempt(target, onEnded);
		if (target.address() == null) {
			config.observer().connectionFailed(config.side(), Transport.TCP, ConnectionFailure.UNRESOLVED);
			attempt.fail(target.failure());
			return attempt.result;
		}
		new Bootstrap().group(this.eventLoops.group())
			.channel(this.eventLoops.channelType())
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(this.timeout.toMillis(), Integer.MAX_VALUE))
			.option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ))
			.handler(new SessionInitializer(config, attempt, this.tls, this.timeout, target.host(), target.port()))
			.connect(target.address())
			.addListener((future) -> {
				if (!future.isSuccess()) {
					config.observer()
						.connectionFailed(config.side(), Transport.TCP, ConnectionFailures.ofConnect(future.cause()));
					attempt.fail(future.cause());
				}
			});
		return attempt.result;
	}

	/**
	 * One try to get a session.
	 */
	private static final class Attempt implements SessionListener {

		private final CompletableFuture<ManagedSession> result = new CompletableFuture<>();

		private final ResolvedAddress target;

		private final SessionListener onEnded;

		private Attempt(ResolvedAddress target, SessionListener onEnded) {
			this.target = target;
			this.onEnded = onEnded;
		}

		void fail(@Nullable Throwable cause) {
			String reason = (cause != null) ? String.valueOf(cause.getMessage()) : "the peer closed the connection";
			this.result.completeExceptionally(
					new VstpConnectionException("Cannot connect to %s: %s".formatted(this.target, reason), cause));
		}

		@Override
		public void opened(ManagedSession session) {
			this.onEnded.opened(session);
			session.ready().whenComplete((ready, failure) -> {
				if (failure == null) {
					this.result.complete(session);
				}
				else {
					fail(failure);
				}
			});
		}

		@Override
		public void failed(@Nullable Throwable cause) {
			fail(cause);
		}

		@Override
		public void ended(ManagedSession session, CloseReason reason) {
			if (!this.result.isCompletedExceptionally()) {
				this.onEnded.ended(session, reason);
			}
		}

	}

}
