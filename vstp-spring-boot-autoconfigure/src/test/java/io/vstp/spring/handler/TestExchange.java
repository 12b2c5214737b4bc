package io.vstp.spring.handler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An exchange that writes down what becomes of it, and releases the frame as the engine
 * does.
 */
class TestExchange implements Exchange, AutoCloseable {

	private final Frame frame;

	private final VstpSession session;

	private final List<String> events = new CopyOnWriteArrayList<>();

	private Frame reply;

	private String code;

	private Headers details;

	private Runnable sessionEnd;

	private String errorMessage;

	private boolean ended;

	TestExchange(Frame frame) {
		this(frame, Transport.TCP);
	}

	TestExchange(Frame frame, Transport transport) {
		this.frame = frame;
		this.session = new TestSession(transport);
	}

	@Override
	public Frame frame() {
		return this.frame;
	}

	@Override
	public VstpSession session() {
		return this.session;
	}

	@Override
	public void acknowledge() {
		this.events.add("ack");
	}

	@Override
	public void reply(Frame reply) {
		this.reply = reply;
		end("reply");
	}

	@Override
	public void deferAcknowledge() {
		this.events.add("defer");
	}

	@Override
	public void onSessionEnd(Runnable task) {
		this.sessionEnd = task;
	}

	boolean isWatched() {
		return this.sessionEnd != null;
	}

	/**
	 * The session ends before the exchange.
	 */
	void endSession() {
		this.sessionEnd.run();
	}

	@Override
	public void fail(String code, String message, Headers details) {
		this.code = code;
		this.errorMessage = message;
		this.details = details;
		end("fail");
	}

	@Override
	public void complete() {
		end("complete");
	}

	private void end(String event) {
		assertThat(this.ended).as("ended before").isFalse();
		this.ended = true;
		this.frame.release();
		// Last, for on another thread it is what tests wait for.
		this.events.add(event);
	}

	List<String> events() {
		return this.events;
	}

	Frame reply() {
		assertThat(this.reply).as("reply, error is %s %s", this.code, this.errorMessage).isNotNull();
		return this.reply;
	}

	ErrorCode errorCode() {
		return ErrorCode.ofCode(this.code);
	}

	String code() {
		return this.code;
	}

	Headers details() {
		return this.details;
	}

	String errorMessage() {
		return this.errorMessage;
	}

	/**
	 * Releases the reply, and checks that nobody else holds it or the request.
	 */
	@Override
	public void close() {
		assertThat(this.ended).as("ended").isTrue();
		if (this.reply != null && this.reply.refCnt() > 0) {
			this.reply.release();
		}
		assertReleased(this.reply);
		assertReleased(this.frame);
	}

	private static void assertReleased(Frame frame) {
		if (frame != null && frame.payload() != Unpooled.EMPTY_BUFFER) {
			assertThat(frame.refCnt()).as("references to %s", frame).isZero();
		}
	}

}
