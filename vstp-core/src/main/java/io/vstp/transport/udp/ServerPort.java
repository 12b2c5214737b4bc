package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.util.Collection;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * A server's socket: many peers, most of whom may not be who they say.
 */
final class ServerPort extends UdpPort {

	private final UdpListenerOptions options;

	private final PeerTable peers;

	private final ReassemblyBudget budget;

	/** Frames of peers that are not validated, handed over and not answered yet. */
	private int unvalidatedInFlight;

	private volatile boolean stopping;

	ServerPort(UdpListenerOptions options, SessionConfig config, boolean segments) {
		super(config, options.datagrams(), true, segments);
		this.options = options;
		this.peers = new PeerTable(options.maxPeers(), options.maxUnvalidatedPeers());
		this.budget = new ReassemblyBudget(options.maxReassemblyBytes(), options.maxReassemblyBytesPerPeer(),
				options.maxUnvalidatedBytes(), options.maxUnvalidatedBytesPerPeer(), options.maxReassemblies(),
				options.maxRemembered());
	}

	@Override
	protected @Nullable UdpSession session(InetSocketAddress sender, Frame frame, int length, long now) {
		UdpSession known = this.peers.find(sender);
		if (known != null) {
			return known;
		}
		if (sender.getPort() == 0) {
			return null;
		}
		if (this.stopping) {
			refused(ConnectionFailure.DRAINING);
			return null;
		}
		String token = frame.header(HeaderNames.ADDR_TOKEN);
		boolean validated = token != null && tokens().isValid(token, sender, now);
		// Nobody begins with an answer.
		if (!validated && (frame.type() == FrameType.ACK || frame.type() == FrameType.ERR)) {
			dropped(DropReason.NOT_VALIDATED);
			return null;
		}
		if (!this.peers.makeRoom(validated)) {
			dropped(DropReason.OVERLOADED);
			refused(ConnectionFailure.TOO_MANY_SESSIONS);
			challenge(sender, frame, length, now);
			return null;
		}
		UdpSession session = new UdpSession(this, config(), sender, validated);
		this.peers.add(session);
		session.open(now);
		return session;
	}

	private void refused(ConnectionFailure reason) {
		config().observer().connectionFailed(config().side(), Transport.UDP, reason);
	}

	// Costs no memory: who returns the token gets a place among the validated.
	private void challenge(InetSocketAddress sender, Frame frame, int length, long now) {
		if (!frame.headers().contains(HeaderNames.VX)) {
			return;
		}
		Frame ack = Frame.of(FrameType.ACK,
				Headers.of(HeaderNames.VX, "1", HeaderNames.ADDR_TOKEN, tokens().issue(sender, now)));
		int answer = writer().length(ack);
		if (answer <= (long) amplificationFactor() * length) {
			config().observer().frameSent(config().side(), Transport.UDP, FrameType.ACK, answer);
			writer().write(ack, answer, sender);
		}
	}

	@Override
	void validated(UdpSession session) {
		this.peers.validated(session);
	}

	@Override
	void ended(UdpSession session, CloseReason reason) {
		this.peers.remove(session);
	}

	@Override
	protected Iterable<UdpSession> all() {
		return this.peers.sessions();
	}

	Collection<UdpSession> peers() {
		return this.peers.sessions();
	}

	@Nullable UdpSession peer(String id) {
		return this.peers.find(id);
	}

	@Override
	ReassemblyBudget budget() {
		return this.budget;
	}

	@Override
	long maxHeldBytes() {
		return this.options.maxUnvalidatedBytes();
	}

	@Override
	long maxHeldBytesPerPeer() {
		return this.options.maxUnvalidatedBytesPerPeer();
	}

	@Override
	boolean tryDispatchUnvalidated() {
		if (this.unvalidatedInFlight >= this.options.maxUnvalidatedInFlight()) {
			return false;
		}
		this.unvalidatedInFlight++;
		return true;
	}

	@Override
	void unvalidatedCompleted(int frames) {
		this.unvalidatedInFlight -= frames;
	}

	@Override
	int amplificationFactor() {
		return this.options.amplificationFactor();
	}

	/**
	 * Admits no further peers; on any thread.
	 */
	void stop() {
		this.stopping = true;
	}

	boolean isStopping() {
		return this.stopping;
	}

}
