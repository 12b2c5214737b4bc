package io.vstp.spring.test.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpSession;

/**
 * A session without a network. What handlers push is kept for the test.
 */
final class HandlerSession implements VstpSession {

	private final String id = "test-" + UUID.randomUUID();

	private final Instant openedAt = Instant.now();

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	/** What is to run when the session ends, for each exchange that is open. */
	private final Map<HandlerExchange, Runnable> ends = new ConcurrentHashMap<>();

	private final Transport transport;

	private final Pushes pushes;

	private volatile boolean open = true;

	HandlerSession(Transport transport, Pushes pushes) {
		this.transport = transport;
		this.pushes = pushes;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public Transport transport() {
		return this.transport;
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	@Override
	public InetSocketAddress localAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	@Override
	public Instant openedAt() {
		return this.openedAt;
	}

	@Override
	public boolean isGreeted() {
		return true;
	}

	@Override
	public Headers greeting() {
		return Headers.EMPTY;
	}

	@Override
	public Map<String, Object> attributes() {
		return this.attributes;
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public boolean isWritable() {
		return this.open;
	}

	@Override
	public CompletableFuture<Void> send(Frame frame) {
		try {
			push(frame);
			return CompletableFuture.completedFuture(null);
		}
		catch (VstpConnectionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void push(Frame frame) {
		try {
			if (!this.open) {
				throw new VstpConnectionException("The session is closed");
			}
			this.pushes.add(frame);
		}
		finally {
			frame.release();
		}
	}

	@Override
	public CompletableFuture<Void> sendWithAck(Frame frame, Duration timeout) {
		return send(frame);
	}

	@Override
	public CompletableFuture<Void> close() {
		this.open = false;
		this.ends.keySet().forEach(this::runEnd);
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * Has a task run when the session ends before an exchange does.
	 * @param exchange the exchange
	 * @param task run once, at once if the session has ended
	 */
	void onEnd(HandlerExchange exchange, Runnable task) {
		this.ends.put(exchange, task);
		if (!this.open) {
			runEnd(exchange);
		}
	}

	void forget(HandlerExchange exchange) {
		this.ends.remove(exchange);
	}

	private void runEnd(HandlerExchange exchange) {
		Runnable task = this.ends.remove(exchange);
		if (task != null) {
			task.run();
		}
	}

}
