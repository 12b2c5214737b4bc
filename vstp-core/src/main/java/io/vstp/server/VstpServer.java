package io.vstp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vstp.frame.Transport;
import io.vstp.transport.EventLoops;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * A VSTP server over TCP, UDP or both. Safe for use by several threads.
 */
public final class VstpServer implements AutoCloseable {

	private final VstpServerOptions options;

	private final FrameHandler handler;

	private @Nullable EventLoops ownEventLoops;

	private volatile @Nullable EventLoops used;

	private volatile @Nullable Listeners listeners;

	private VstpServer(VstpServerOptions options, FrameHandler handler) {
		this.options = options;
		this.handler = handler;
	}

	/**
	 * Returns a server that does not listen yet.
	 * @param options how it works
	 * @param handler takes the frames that are for the application
	 * @return the server
	 */
	public static VstpServer create(VstpServerOptions options, FrameHandler handler) {
		return new VstpServer(options, handler);
	}

	/**
	 * Begins to listen. Blocks until the server does; has no effect if it does already. A
	 * server that was stopped may be started again.
	 * @throws VstpBindException if it cannot listen there
	 */
	public synchronized void start() {
		if (this.listeners != null) {
			return;
		}
		EventLoops eventLoops = this.options.eventLoops();
		if (eventLoops == null) {
			eventLoops = EventLoops.create(0, "vstp-server");
			this.ownEventLoops = eventLoops;
		}
		this.used = eventLoops;
		try {
			this.listeners = Listeners.open(this.options, this.handler, eventLoops);
		}
		catch (VstpBindException ex) {
			closeEventLoops();
			throw ex;
		}
	}

	/**
	 * Returns where the server listens.
	 * @param transport the transport
	 * @return the address with the actual port, or {@code null} if it does not listen
	 */
	public @Nullable InetSocketAddress address(Transport transport) {
		Listeners current = this.listeners;
		return (current != null) ? current.address(transport) : null;
	}

	/**
	 * Says whether the server accepts new peers.
	 * @return whether it does
	 */
	public boolean isListening() {
		Listeners current = this.listeners;
		return current != null && current.isListening();
	}

	/**
	 * Returns the session with a name; takes the same time however many there are. Names
	 * are this server's own and never given twice.
	 * @param id its {@link VstpSession#id() name}
	 * @return the session, or {@code null} if there is none, or none any more
	 */
	public @Nullable VstpSession session(String id) {
		Listeners current = this.listeners;
		return (current != null) ? current.session(id) : null;
	}

	/**
	 * Returns the sessions that are open, also those whose peer has not said anything
	 * yet.
	 * @return an unmodifiable view that may be iterated while sessions come and go; empty
	 * for good if the server does not listen
	 */
	public Collection<VstpSession> sessions() {
		Listeners current = this.listeners;
		return (current != null) ? current.sessions() : List.of();
	}

	/**
	 * Returns how much is in flight, and how much may be.
	 * @return the numbers; nothing is in flight if the server does not listen
	 */
	public InFlight inFlight() {
		Listeners current = this.listeners;
		return new InFlight((current != null) ? current.budget().frames() : 0, this.options.maxInFlight(),
				(current != null) ? current.budget().bytes() : 0, this.options.maxInFlightBytes());
	}

	/**
	 * Returns what the messages take of which not all fragments have arrived, which is
	 * something over UDP only.
	 * @return the numbers; {@link Reassemblies#NONE} if the server does not listen
	 */
	public Reassemblies reassemblies() {
		Listeners current = this.listeners;
		return (current != null) ? current.reassemblies() : Reassemblies.NONE;
	}

	/**
	 * Says whether the current thread is one of the server's event loops, and must not
	 * block.
	 * @return whether it is
	 */
	public boolean inEventLoop() {
		EventLoops used = this.used;
		if (used == null || !(Thread.currentThread() instanceof FastThreadLocalThread)) {
			return false;
		}
		for (EventExecutor eventLoop : used.group()) {
			if (eventLoop.inEventLoop()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Stops gracefully: no new peers, what was read is handled and answered, greeted
	 * peers get BYE.
	 * @param timeout after which what is left is cut off
	 * @return completed when all sessions have ended
	 */
	public synchronized CompletableFuture<Void> stop(Duration timeout) {
		Listeners current = this.listeners;
		if (current == null) {
			return CompletableFuture.completedFuture(null);
		}
		return current.stop(timeout).whenComplete((done, failure) -> stopped(current));
	}

	/**
	 * Stops at once; what is in flight is cut off. Blocks until the ports are free.
	 */
	@Override
	public void close() {
		Listeners current = this.listeners;
		if (current != null) {
			current.close();
			stopped(current);
		}
	}

	private synchronized void stopped(Listeners stopped) {
		if (this.listeners == stopped) {
			this.listeners = null;
			closeEventLoops();
		}
	}

	private void closeEventLoops() {
		if (this.ownEventLoops != null) {
			this.ownEventLoops.close();
			this.ownEventLoops = null;
		}
	}

}
