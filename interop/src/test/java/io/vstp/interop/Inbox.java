package io.vstp.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;

/**
 * What an application of ours takes, and answers as the crate's does: nothing, or the
 * same headers and payload, or as many bytes as the header {@code want} says.
 */
final class Inbox implements FrameHandler {

	private final LinkedBlockingQueue<Arrived> frames = new LinkedBlockingQueue<>();

	private final boolean answering;

	private Inbox(boolean answering) {
		this.answering = answering;
	}

	static Inbox silent() {
		return new Inbox(false);
	}

	static Inbox answering() {
		return new Inbox(true);
	}

	@Override
	public void handle(Exchange exchange) {
		Frame frame = exchange.frame();
		this.frames.add(Arrived.of(frame));
		if (this.answering) {
			String want = frame.header("want");
			ByteBuf payload = (want != null) ? Unpooled.wrappedBuffer(Arrived.pattern(Integer.parseInt(want)))
					: frame.payload().retain();
			exchange.reply(Frame.data(frame.headers(), payload));
		}
		else {
			exchange.complete();
		}
	}

	Arrived take() throws InterruptedException {
		Arrived arrived = poll(CratePeer.PATIENCE);
		if (arrived == null) {
			throw new IllegalStateException("Nothing arrived for " + CratePeer.PATIENCE);
		}
		return arrived;
	}

	Arrived poll(Duration patience) throws InterruptedException {
		return this.frames.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
	}

	List<Arrived> drain() {
		List<Arrived> drained = new ArrayList<>();
		this.frames.drainTo(drained);
		return drained;
	}

}
