package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.util.List;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.transport.SessionListener;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket: one peer, which the client has chosen itself.
 */
final class ClientPort extends UdpPort {

	/** As much as three of the longest messages at a time. */
	private static final int MAX_LONGEST = 3;

	private final SessionListener listener;

	private final ReassemblyBudget budget;

	private @Nullable UdpSession session;

	ClientPort(UdpOptions options, SessionConfig config, boolean extensions, boolean segments,
			SessionListener listener) {
		super(config, options, extensions, segments);
		this.listener = listener;
		long maxBytes = (long) MAX_LONGEST * options.maxMessage();
		this.budget = new ReassemblyBudget(maxBytes, maxBytes, 0, 0, options.maxReassemblies(),
				options.maxRemembered());
	}

	/**
	 * Begins the session; on the event loop.
	 * @param peer the server's address
	 * @return the session
	 */
	UdpSession open(InetSocketAddress peer) {
		UdpSession opened = new UdpSession(this, config(), peer, true);
		this.session = opened;
		this.listener.opened(opened);
		opened.open(System.nanoTime());
		return opened;
	}

	@Override
	protected @Nullable UdpSession session(InetSocketAddress sender, Frame frame, int length, long now) {
		return this.session;
	}

	@Override
	protected Iterable<UdpSession> all() {
		UdpSession current = this.session;
		return (current != null) ? List.of(current) : List.of();
	}

	@Override
	void ended(UdpSession ended, CloseReason reason) {
		this.session = null;
		channel().close();
		this.listener.ended(ended, reason);
	}

	@Override
	ReassemblyBudget budget() {
		return this.budget;
	}

	@Override
	long maxHeldBytes() {
		return 0;
	}

	@Override
	long maxHeldBytesPerPeer() {
		return 0;
	}

	@Override
	int amplificationFactor() {
		return Integer.MAX_VALUE;
	}

}
