package io.vstp.transport.udp;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;
import io.vstp.transport.dispatch.DispatchTarget;

/**
 * What the dispatcher has to do with a UDP session.
 */
final class UdpDispatchTarget implements DispatchTarget {

	private final UdpSession session;

	UdpDispatchTarget(UdpSession session) {
		this.session = session;
	}

	@Override
	public VstpSession session() {
		return this.session;
	}

	@Override
	public Transport transport() {
		return Transport.UDP;
	}

	@Override
	public void acknowledge(Frame request) {
		Headers headers = request.headers();
		if (this.session.port().channel().eventLoop().inEventLoop()) {
			// Goes out with what else this batch brings.
			this.session.receiver().acknowledge(headers);
			return;
		}
		this.session.execute(() -> {
			this.session.receiver().acknowledge(headers);
			this.session.port().flush();
		});
	}

	@Override
	public void reply(Frame reply, Frame request) {
		boolean server = this.session.sessionConfig().side() == Side.SERVER;
		ReplySubmission submission = new ReplySubmission(this.session, request.headers());
		// Who has greeted may be gone, and a part-1 client at the same address.
		boolean compressible = !server || request.headers().contains(HeaderNames.CORRELATION_ID);
		this.session.write(server ? marked(reply, request) : reply, submission, compressible);
	}

	// A peer that asked for an ACK and knows the extensions gives one, too.
	private Frame marked(Frame reply, Frame request) {
		HeadersBuilder headers = reply.headers().toBuilder().set(HeaderNames.VX_REPLY, "1");
		boolean reliable = request.has(FrameFlags.REQ_ACK) && this.session.isExtended()
				&& request.headers().contains(HeaderNames.CORRELATION_ID);
		if (!reliable) {
			return reply.withHeaders(headers.build());
		}
		headers.set(HeaderNames.MSG_ID, this.session.port().uniqueId());
		return reply.withHeaders(headers.build()).withFlags(reply.flags() | FrameFlags.REQ_ACK);
	}

	@Override
	public void sendError(String code, String message, Headers details, Frame request, Progress progress) {
		Headers headers = request.headers();
		switch (progress) {
			case REFUSED -> this.session.execute(() -> this.session.receiver().forget(headers));
			case HANDLED -> this.session.execute(() -> this.session.receiver().failed(headers, code));
			case ACKNOWLEDGED -> {
			}
		}
		this.session.sendError(code, message, details, headers);
	}

	@Override
	public boolean isHeldUp() {
		return false;
	}

	@Override
	public int maxPayload() {
		return this.session.port().settings().receiver().maxMessage();
	}

	@Override
	public boolean keepsBacklog() {
		return false;
	}

	@Override
	public void roomChanged() {
		// Nobody waits for room.
	}

	@Override
	public void execute(Runnable task) {
		this.session.execute(task);
	}

	@Override
	public void completed(int frames) {
		this.session.completed(frames);
	}

}
