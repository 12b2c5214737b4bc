package io.vstp.transport.tcp;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.transport.VstpSession;
import io.vstp.transport.dispatch.DispatchTarget;

/**
 * What the dispatcher has to do with a TCP session.
 */
final class TcpDispatchTarget implements DispatchTarget {

	private final TcpSession session;

	TcpDispatchTarget(TcpSession session) {
		this.session = session;
	}

	@Override
	public VstpSession session() {
		return this.session;
	}

	@Override
	public void acknowledge(Frame request) {
		this.session.write(AnswerFrames.ack(request.headers()));
	}

	@Override
	public void reply(Frame reply, Frame request) {
		this.session.write(reply);
	}

	@Override
	public void sendError(ErrorCode code, String message, Frame request, boolean acknowledged) {
		this.session.sendError(code, message, request.headers());
	}

	@Override
	public boolean isHeldUp() {
		return this.session.isHeldUp();
	}

	@Override
	public int maxPayload() {
		return this.session.maxFrameLength();
	}

	@Override
	public boolean keepsBacklog() {
		return true;
	}

	@Override
	public void roomChanged() {
		this.session.updateReading();
	}

	@Override
	public void execute(Runnable task) {
		this.session.execute(task);
	}

	@Override
	public void completed(int frames) {
		this.session.engine().completed(frames, System.nanoTime());
	}

}
