package io.vstp.transport.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

import io.vstp.transport.SessionCounters;

/**
 * Counts what a session carries. What is received is counted by one thread at a time, and
 * so is what is sent, which makes counting a plain addition; any thread may read.
 */
public final class SessionCounts {

	private static final int FRAMES_RECEIVED = 0;

	private static final int BYTES_RECEIVED = 1;

	// Away from what another thread writes, on another cache line.
	private static final int FRAMES_SENT = 10;

	private static final int BYTES_SENT = 11;

	private static final int RETRANSMISSIONS = 12;

	private static final int RTT = 13;

	private static final int WINDOW = 14;

	private final AtomicLongArray values = new AtomicLongArray(WINDOW + 1);

	/**
	 * A frame came in.
	 * @param bytes its length on the wire
	 */
	public void received(int bytes) {
		add(FRAMES_RECEIVED, 1);
		add(BYTES_RECEIVED, bytes);
	}

	/**
	 * A frame was handed to the transport.
	 * @param bytes its length on the wire
	 */
	public void sent(int bytes) {
		add(FRAMES_SENT, 1);
		add(BYTES_SENT, bytes);
	}

	/**
	 * Datagrams were sent again.
	 * @param datagrams how many
	 */
	public void retransmitted(int datagrams) {
		add(RETRANSMISSIONS, datagrams);
	}

	/**
	 * A round trip was measured.
	 * @param smoothed what is taken for usual, in nanoseconds, more than 0
	 */
	public void rtt(long smoothed) {
		this.values.setRelease(RTT, smoothed);
	}

	/**
	 * The congestion window is known.
	 * @param bytes how large it is
	 */
	public void congestionWindow(long bytes) {
		this.values.setRelease(WINDOW, bytes);
	}

	private void add(int index, long amount) {
		this.values.setRelease(index, this.values.getPlain(index) + amount);
	}

	SessionCounters counters() {
		long rtt = this.values.getAcquire(RTT);
		return new SessionCounters(this.values.getAcquire(FRAMES_RECEIVED), this.values.getAcquire(BYTES_RECEIVED),
				this.values.getAcquire(FRAMES_SENT), this.values.getAcquire(BYTES_SENT),
				this.values.getAcquire(RETRANSMISSIONS), (rtt > 0) ? Duration.ofNanos(rtt) : null,
				this.values.getAcquire(WINDOW));
	}

}
