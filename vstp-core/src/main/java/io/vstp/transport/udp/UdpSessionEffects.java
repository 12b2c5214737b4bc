package io.vstp.transport.udp;

import java.util.concurrent.TimeUnit;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.session.SessionEffects;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.transport.VstpErrorException;
import io.vstp.transport.compress.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * Does by datagrams what the session's engine says; on the event loop.
 */
final class UdpSessionEffects implements SessionEffects {

	private final UdpSession session;

	UdpSessionEffects(UdpSession session) {
		this.session = session;
	}

	@Override
	public void send(Frame frame) {
		// Nothing unasked-for goes to an address that may be forged.
		boolean own = frame.type() == FrameType.PING || frame.type() == FrameType.BYE;
		if (own && !this.session.isValidated()) {
			frame.release();
		}
		else {
			this.session.write(frame);
		}
	}

	@Override
	public void sendError(ErrorCode code, String message, Headers cause) {
		this.session.sendError(code.code(), message, Headers.EMPTY, cause);
	}

	@Override
	public void deliver(Frame frame) {
		// What a few bytes of strangers may become is not found out.
		boolean admitted = this.session.isValidated() || !Decompressor.isCompressed(frame);
		if (admitted && this.session.tryDispatch()) {
			this.session.started();
			this.session.dispatcher().accept(frame);
			return;
		}
		this.session.receiver().forget(frame.headers());
		this.session.dropped(DropReason.NOT_VALIDATED);
		frame.release();
		// There is more room for those that are validated, and it will be sent again.
		this.session.validation().challenge(System.nanoTime());
		// Later, for the engine counts it once this returns.
		this.session.execute(() -> this.session.engine().completed(1, System.nanoTime()));
	}

	@Override
	public void refuse(Frame frame, ErrorCode code, String message) {
		if (this.session.tryDispatch()) {
			this.session.dispatcher().refuse(frame, code, message);
			return;
		}
		frame.release();
		this.session.execute(() -> this.session.engine().completed(1, System.nanoTime()));
	}

	@Override
	public void ready() {
		this.session.started();
		this.session.ready().complete(null);
	}

	@Override
	public void greeted(Headers greeting) {
		this.session.greeted(greeting);
		if (this.session.isValidated()) {
			this.session.started();
		}
	}

	@Override
	public void answered(FrameType type, Headers headers) {
		this.session.answered(type, headers);
	}

	@Override
	public void refused(Headers error) {
		this.session.ready()
			.completeExceptionally(VstpErrorException.of(this.session.remoteAddress().toString(), error));
	}

	@Override
	public void errorReceived(@Nullable ErrorCode code) {
		var config = this.session.sessionConfig();
		config.observer().errorReceived(config.side(), Transport.UDP, code);
	}

	@Override
	public void endOutput() {
		this.session.finish();
	}

	@Override
	public void tickIn(long nanos) {
		this.session.port()
			.channel()
			.eventLoop()
			.schedule(() -> this.session.tick(System.nanoTime()), nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		// Later, for the engines may be at work.
		this.session.execute(this.session::end);
	}

}
