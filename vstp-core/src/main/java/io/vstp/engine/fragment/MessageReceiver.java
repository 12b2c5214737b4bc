package io.vstp.engine.fragment;

import io.netty.buffer.ByteBufAllocator;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * Takes the frames that one peer sends by datagram: puts fragments together, knows
 * messages again that came before, and acknowledges (docs/protocol.md, "UDP"). A state
 * machine for one thread, without a clock: {@code now} is in nanoseconds and never runs
 * backwards.
 */
public final class MessageReceiver {

	public MessageReceiver(ReceiverSettings settings, ReassemblyBudget budget, ByteBufAllocator allocator,
			ReceiverEffects effects) {
	}

	/**
	 * A frame came in, neither ACK nor ERR.
	 * @param frame the frame; taken over
	 * @param crc the CRC-32 of its datagram, without the trailer
	 * @param now the time
	 */
	public void received(Frame frame, int crc, long now) {
		throw new IllegalStateException();
	}

	/**
	 * No further frames are there to be read now.
	 * @param now the time
	 */
	public void endOfBatch(long now) {
		throw new IllegalStateException();
	}

	/**
	 * Acknowledges a message that asked for it, and does so again whenever it comes
	 * again.
	 * @param headers of the message that was delivered
	 */
	public void acknowledge(Headers headers) {
		throw new IllegalStateException();
	}

	/**
	 * The message was refused, and is new if it comes again.
	 * @param headers of the message that was delivered
	 */
	public void forget(Headers headers) {
		throw new IllegalStateException();
	}

	/**
	 * The peer has shown that it receives what is sent to its address: from now on the
	 * budget of established peers counts.
	 */
	public void validated() {
		throw new IllegalStateException();
	}

	/**
	 * Drops what has waited for too long.
	 * @param now the time
	 */
	public void tick(long now) {
		throw new IllegalStateException();
	}

	/**
	 * Returns when {@link #tick} is to be called at the latest.
	 * @return the time, or {@link Long#MAX_VALUE} if nothing waits for one
	 */
	public long nextDeadline() {
		throw new IllegalStateException();
	}

	/**
	 * Returns how many messages are unfinished.
	 * @return the number
	 */
	public int reassemblies() {
		throw new IllegalStateException();
	}

	/**
	 * Drops all that is unfinished.
	 */
	public void close() {
		throw new IllegalStateException();
	}

}
