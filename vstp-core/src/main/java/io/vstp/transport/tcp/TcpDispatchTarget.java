package io.vstp.transport.tcp;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
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
	public Transport transport() {
		return Transport.TCP;
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
	public void sendError(String code, String message, Headers details, Frame request, Progress progress) {
		this.session.sendError(code, message, details, request.headers());
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
