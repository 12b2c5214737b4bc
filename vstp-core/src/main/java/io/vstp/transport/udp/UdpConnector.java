package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.transport.EventLoops;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.ResolvedAddress;
import io.vstp.transport.SessionListener;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.dispatch.ConnectionFailures;
import io.vstp.transport.dispatch.Connector;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions over UDP: a socket of their own each, with the first address that is
 * known. Whether anybody is there shows only when something is sent.
 */
public final class UdpConnector implements Connector {

	private final EventLoops eventLoops;

	private final UdpOptions options;

	private final boolean extensions;

	/**
	 * Creates a connector.
	 * @param eventLoops what runs the sessions
	 * @param options how frames are carried
	 * @param extensions whether the peer may know more than part 1
	 */
	public UdpConnector(EventLoops eventLoops, UdpOptions options, boolean extensions) {
		this.eventLoops = eventLoops;
		this.options = options;
		this.extensions = extensions;
	}

	@Override
	public CompletableFuture<ManagedSession> connect(List<InetSocketAddress> addresses, SessionConfig config,
			SessionListener onEnded) {
		return CompletableFuture.supplyAsync(() -> first(addresses), this.eventLoops.blocking())
			.thenCompose((address) -> connect(address, config, onEnded));
	}

	private static ResolvedAddress first(List<InetSocketAddress> addresses) {
		List<ResolvedAddress> resolved = ResolvedAddress.of(addresses);
		return resolved.stream().filter((each) -> each.address() != null).findFirst().orElse(resolved.get(0));
	}

	private CompletableFuture<ManagedSession> connect(ResolvedAddress target, SessionConfig config,
			SessionListener onEnded) {
		CompletableFuture<ManagedSession> result = new CompletableFuture<>();
		InetSocketAddress address = target.address();
		if (address == null) {
			config.observer().connectionFailed(config.side(), Transport.UDP, ConnectionFailure.UNRESOLVED);
			result.completeExceptionally(failure(target, target.failure()));
			return result;
		}
		ClientPort port = new ClientPort(this.options, config, this.extensions, this.eventLoops.segmentsDatagrams(),
				onEnded);
		UdpChannels.bootstrap(this.eventLoops, this.options, port).connect(address).addListener((future) -> {
			if (!future.isSuccess()) {
				config.observer()
					.connectionFailed(config.side(), Transport.UDP, ConnectionFailures.ofConnect(future.cause()));
				result.completeExceptionally(failure(target, future.cause()));
				return;
			}
			UdpSession session = port.open(address);
			session.ready().whenComplete((ready, failure) -> {
				if (failure == null) {
					result.complete(session);
				}
				else {
					result.completeExceptionally(failure(target, failure));
				}
			});
		});
		return result;
	}

	private static VstpConnectionException failure(ResolvedAddress target, @Nullable Throwable cause) {
		String reason = (cause != null) ? String.valueOf(cause.getMessage()) : "unknown";
		return new VstpConnectionException("Cannot send to %s: %s".formatted(target, reason), cause);
	}

}
