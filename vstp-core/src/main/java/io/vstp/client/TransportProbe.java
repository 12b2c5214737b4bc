package io.vstp.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.Unpooled;
import io.netty.util.Timeout;
import io.vstp.engine.session.OpenCalls;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.transport.EventLoops;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;

/**
 * Asks a peer whether it answers by a connection: a PING that wants an ACK, once.
 */
final class TransportProbe implements OpenCalls.Call, Submission {

	private final AtomicBoolean done = new AtomicBoolean();

	private final Connection connection;

	private final Ending ending;

	private final String msgId;

	private final long pendingBefore;

	private volatile boolean repeated;

	private volatile long sentAt;

	TransportProbe(Connection connection, String msgId, Ending ending) {
		this.connection = connection;
		this.msgId = msgId;
		this.ending = ending;
		this.pendingBefore = connection.session().pendingBytes();
	}

	/**
	 * Sends the question.
	 * @param eventLoops know the time
	 * @param offer whether to offer the extensions
	 * @param timeoutNanos how long to wait
	 */
	void send(EventLoops eventLoops, boolean offer, long timeoutNanos) {
		HeadersBuilder headers = Headers.builder()
			.add(HeaderNames.MSG_ID, this.msgId)
			.add(HeaderNames.X_AUTO_PROBE, "1");
		if (offer) {
			headers.add(HeaderNames.VX, "1");
		}
		this.connection.calls().addAcknowledgement(this.msgId, this);
		this.sentAt = System.nanoTime();
		try {
			Timeout timeout = eventLoops.timer()
				.newTimeout((expired) -> end(Outcome.MISSED), timeoutNanos, TimeUnit.NANOSECONDS);
			this.connection.session()
				.submit(Frame.of(FrameType.PING, FrameFlags.REQ_ACK, headers.build(), Unpooled.EMPTY_BUFFER), this);
			if (this.done.get()) {
				timeout.cancel();
			}
		}
		catch (RuntimeException ex) {
			end(Outcome.CANCELLED);
		}
	}

	private void end(Outcome outcome) {
		if (this.done.compareAndSet(false, true)) {
			this.connection.calls().remove(this.msgId, this);
			Outcome told = (outcome == Outcome.MISSED && isBusy()) ? Outcome.CANCELLED : outcome;
			boolean measured = outcome == Outcome.ANSWERED && !this.repeated;
			this.ending.ended(this.connection, told, measured ? Math.max(1, System.nanoTime() - this.sentAt) : 0);
		}
	}

	// What waits behind a long message says nothing, as long as that gets on.
	private boolean isBusy() {
		ManagedSession session = this.connection.session();
		long heardAt = session.heardAt();
		return (heardAt != 0 && heardAt - this.sentAt > 0) || session.pendingBytes() < this.pendingBefore;
	}

	@Override
	public void acknowledged() {
		end(Outcome.ANSWERED);
	}

	@Override
	public void replied(Frame frame) {
		frame.release();
	}

	@Override
	public void failed(Headers error) {
		// Whatever it says, somebody is there.
		end(Outcome.ANSWERED);
	}

	@Override
	public void lost(String reason) {
		end(Outcome.CANCELLED);
	}

	@Override
	public boolean isWanted() {
		return !this.done.get();
	}

	@Override
	public boolean waitsForWrite() {
		return false;
	}

	@Override
	public void written() {
		// The answer counts.
	}

	@Override
	public void retransmitted() {
		this.repeated = true;
	}

	@Override
	public void failed(Throwable failure) {
		end((failure instanceof VstpConnectionException) ? Outcome.CANCELLED : Outcome.MISSED);
	}

	/**
	 * What came of a probe.
	 */
	enum Outcome {

		/** The peer is there. */
		ANSWERED,

		/** No answer in time. */
		MISSED,

		/** The connection has ended, or is busy with something else. */
		CANCELLED

	}

	/**
	 * Is told what came of a probe, on any thread.
	 */
	@FunctionalInterface
	interface Ending {

		/**
		 * A probe has ended.
		 * @param connection by which it went
		 * @param outcome what came of it
		 * @param rtt how long the answer took, or 0 if that cannot be told
		 */
		void ended(Connection connection, Outcome outcome, long rtt);

	}

}
