package io.vstp.transport.compress;

import java.util.concurrent.atomic.AtomicLong;

import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;

/**
 * Counts what goes over the wire.
 */
final class WireBytes implements VstpObserver {

	final AtomicLong sent = new AtomicLong();

	final AtomicLong received = new AtomicLong();

	@Override
	public void frameSent(Side side, Transport transport, FrameType type, int length) {
		this.sent.addAndGet(length);
	}

	@Override
	public void frameReceived(Side side, Transport transport, FrameType type, int length) {
		this.received.addAndGet(length);
	}

}
