package io.vstp.observe;

import java.util.List;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happened. The methods are called on event loops and on handler threads, by
 * several threads at once: they must be quick, must not block and must not throw.
 */
public interface VstpObserver {

	/** Looks away. */
	VstpObserver NONE = new VstpObserver() {
	};

	/**
	 * A session began.
	 * @param side which end this is
	 * @param transport what carries it
	 */
	default void sessionOpened(Side side, Transport transport) {
	}

	/**
	 * A session ended.
	 * @param side which end this is
	 * @param transport what carried it
	 * @param reason why
	 */
	default void sessionClosed(Side side, Transport transport, CloseReason reason) {
	}

	/**
	 * A connection did not come about: a server has refused it, or an attempt to connect
	 * has failed, one for each address. A server over UDP refuses each datagram that
	 * would begin a session.
	 * @param side which end this is
	 * @param transport what should have carried it
	 * @param reason why
	 */
	default void connectionFailed(Side side, Transport transport, ConnectionFailure reason) {
	}

	/**
	 * A frame came in whole; over UDP, a datagram with a frame.
	 * @param side which end this is
	 * @param transport what carried it
	 * @param type its type
	 * @param bytes its length on the wire
	 */
	default void frameReceived(Side side, Transport transport, FrameType type, int bytes) {
	}

	/**
	 * A frame was handed to the transport; over UDP, a datagram with a frame.
	 * @param side which end this is
	 * @param transport what carries it
	 * @param type its type
	 * @param bytes its length on the wire
	 */
	default void frameSent(Side side, Transport transport, FrameType type, int bytes) {
	}

	/**
	 * Bytes came in that are not a frame that this end accepts. Over TCP the session ends
	 * with it, over UDP the datagram is dropped. Called on an event loop.
	 * @param side which end this is
	 * @param transport what carried them
	 * @param error what is wrong with them
	 */
	default void decodeFailed(Side side, Transport transport, DecodeError error) {
	}

	/**
	 * This end answered with ERR, or rejected bytes that are not a frame.
	 * @param side which end this is
	 * @param transport what carried them
	 * @param code what was wrong
	 */
	default void errorSent(Side side, Transport transport, ErrorCode code) {
	}

	/**
	 * The peer answered with ERR.
	 * @param side which end this is
	 * @param transport what carried it
	 * @param code what was wrong, or {@code null} if the peer uses a code of its own
	 */
	default void errorReceived(Side side, Transport transport, @Nullable ErrorCode code) {
	}

	/**
	 * Reading from a peer was stopped, because too much of its work is in flight or it
	 * does not read its replies.
	 * @param side which end this is
	 * @param transport what carries the session
	 */
	default void readingPaused(Side side, Transport transport) {
	}

	/**
	 * Reading from a peer goes on, or the session has ended meanwhile. Follows each
	 * {@link #readingPaused}, on the same event loop.
	 * @param side which end this is
	 * @param transport what carries the session
	 */
	default void readingResumed(Side side, Transport transport) {
	}

	/**
	 * A message came again and is not handled again: it is answered from memory, or with
	 * the answer to the first one when that is there. Over UDP that holds for messages
	 * with ACK within the time for which they are known again, and one in fragments
	 * counts with its first fragment; by either transport for messages with
	 * {@code once-id}. Called on event loops, and on handler threads.
	 * @param side which end this is
	 * @param transport what carried the repetition
	 */
	default void duplicateSuppressed(Side side, Transport transport) {
	}

	/**
	 * Something that came, or should have gone, by datagram was dropped.
	 * @param side which end this is
	 * @param reason why
	 */
	default void datagramDropped(Side side, DropReason reason) {
	}

	/**
	 * Datagrams were sent again, because nobody acknowledged them.
	 * @param side which end this is
	 * @param datagrams how many
	 */
	default void retransmitted(Side side, int datagrams) {
	}

	/**
	 * The first fragment of a message came in. Called on an event loop.
	 * @param side which end this is
	 */
	default void reassemblyStarted(Side side) {
	}

	/**
	 * No more fragments of a message are waited for. Follows each
	 * {@link #reassemblyStarted}, on the same event loop.
	 * @param side which end this is
	 * @param outcome how it ended
	 */
	default void reassemblyEnded(Side side, ReassemblyOutcome outcome) {
	}

	/**
	 * A round trip was measured: over UDP by each ACK of something that was sent once,
	 * over TCP by the probes of clients that choose between transports. Called on an
	 * event loop.
	 * @param side which end this is
	 * @param transport what carries the session
	 * @param nanos how long it took, more than 0
	 */
	default void rttMeasured(Side side, Transport transport, long nanos) {
	}

	/**
	 * An ACK about the fragments of a long message was read. Called on an event loop.
	 * @param side which end this is
	 * @param bytes how many bytes of long messages may be under way to the peer by now,
	 * as far as congestion is concerned
	 */
	default void congestionWindow(Side side, long bytes) {
	}

	/**
	 * A handler is done with a frame.
	 * @param handler the handler's name
	 * @param transport what carried the frame
	 * @param error what the peer was told, or {@code null} if all went well
	 * @param nanos how long it took
	 */
	default void handlerCompleted(String handler, Transport transport, @Nullable ErrorCode error, long nanos) {
	}

	/**
	 * A client that chooses between transports has found that one of them came up or went
	 * down.
	 * @param destination what the client calls the peer
	 * @param transport the transport
	 * @param state what it is now
	 */
	default void transportStateChanged(String destination, Transport transport, TransportState state) {
	}

	/**
	 * A client that chooses between transports has another one carry a kind of messages.
	 * @param destination what the client calls the peer
	 * @param change from what to what, and why
	 */
	default void transportSwitched(String destination, TransportSwitch change) {
	}

	/**
	 * Returns an observer that passes everything on.
	 * @param observers to whom
	 * @return one observer for all
	 */
	static VstpObserver of(List<? extends VstpObserver> observers) {
		return switch (observers.size()) {
			case 0 -> NONE;
			case 1 -> observers.get(0);
			default -> new CompositeObserver(List.copyOf(observers));
		};
	}

}
