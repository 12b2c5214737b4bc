package io.vstp.spring.test.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.test.client.VstpTestResult.Kind;
import io.vstp.transport.FrameHandler;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers on the thread of the test, as a server would, and waits for their end.
 */
final class HandlerPeer implements TestPeer {

	private final AtomicLong ids = new AtomicLong();

	private final FrameHandler handler;

	private final VstpMessageConverters converters;

	private final Pushes pushes;

	private final HandlerSession session;

	HandlerPeer(FrameHandler handler, VstpMessageConverters converters, Transport transport) {
		this.handler = handler;
		this.converters = converters;
		this.pushes = new Pushes(converters);
		this.session = new HandlerSession(transport, this.pushes);
	}

	@Override
	public VstpMessageConverters converters() {
		return this.converters;
	}

	@Override
	public void send(Frame frame, Duration timeout) {
		call(frame, timeout);
	}

	@Override
	public VstpTestResult sendWithAck(Frame frame, Duration timeout) {
		Frame asking = withId(frame, HeaderNames.MSG_ID).withFlags(frame.flags() | FrameFlags.REQ_ACK);
		VstpTestResult result = call(asking, timeout);
		return result.isAcknowledged() ? VstpTestResult.of(Kind.ACKNOWLEDGED, true, Headers.EMPTY, this.converters)
				: result;
	}

	@Override
	public VstpTestResult exchange(Frame frame, Duration timeout) {
		return call(withId(frame, HeaderNames.CORRELATION_ID), timeout);
	}

	private VstpTestResult call(Frame frame, Duration timeout) {
		HandlerExchange exchange = new HandlerExchange(frame, this.session, this.converters);
		try {
			this.handler.handle(exchange);
		}
		catch (Exception ex) {
			exchange.fail(ErrorCode.HANDLER_FAILED, String.valueOf(ex.getMessage()));
		}
		return TestCalls.await(exchange.result(), timeout);
	}

	private Frame withId(Frame frame, String name) {
		return frame.headers().contains(name) ? frame : frame.withHeader(name, "test-" + this.ids.incrementAndGet());
	}

	@Override
	public @Nullable VstpTestResult receive(Duration timeout) {
		return this.pushes.take(timeout);
	}

	@Override
	public void close() {
		this.session.close();
	}

}
