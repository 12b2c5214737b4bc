package io.vstp.spring.handler;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpSession;

/**
 * A session without a connection.
 */
class TestSession implements VstpSession {

	private final Transport transport;

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	TestSession(Transport transport) {
		this.transport = transport;
	}

	@Override
	public String id() {
		return "session-1";
	}

	@Override
	public Transport transport() {
		return this.transport;
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return InetSocketAddress.createUnresolved("peer", 1);
	}

	@Override
	public InetSocketAddress localAddress() {
		return InetSocketAddress.createUnresolved("local", 2);
	}

	@Override
	public Instant openedAt() {
		return Instant.EPOCH;
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
		return true;
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public void push(Frame frame) {
		frame.release();
	}

	@Override
	public CompletableFuture<Void> sendWithAck(Frame frame, Duration timeout) {
		return send(frame);
	}

	@Override
	public CompletableFuture<Void> send(Frame frame) {
		frame.release();
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> close() {
		return CompletableFuture.completedFuture(null);
	}

}
