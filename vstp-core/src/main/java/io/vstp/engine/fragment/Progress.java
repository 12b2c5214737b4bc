package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;

/**
 * Tells a peer what has arrived of its long messages: at the first fragment, after every
 * {@value #DATAGRAMS_PER_ACK}, at the end of each batch, and when all is there.
 */
final class Progress {

	/** A sender with a large window is to hear of its fragments before it stalls. */
	private static final int DATAGRAMS_PER_ACK = 54;

	private final ReceiverEffects effects;

	private final Delivery delivery;

	private final List<ChunkReassembly> untold = new ArrayList<>();

	private long batch;

	Progress(ReceiverEffects effects, Delivery delivery) {
		this.effects = effects;
		this.delivery = delivery;
	}

	/**
	 * A fragment came, a new one or not.
	 * @param current its message, which is not whole
	 * @param first whether it is the first
	 */
	void came(Reassembly current, boolean first) {
		if (current instanceof ChunkReassembly chunks) {
			chunks.untold++;
			if (first || chunks.untold >= DATAGRAMS_PER_ACK) {
				tell(chunks);
			}
			else if (!chunks.queued) {
				chunks.queued = true;
				this.untold.add(chunks);
			}
		}
	}

	/**
	 * A message is whole or given up: there is nothing more to tell.
	 * @param message the message
	 */
	void ended(Reassembly message) {
		if (message instanceof ChunkReassembly chunks) {
			chunks.untold = 0;
		}
	}

	void whole(MessageKey key) {
		if (key.vx()) {
			this.effects.send(new ProgressAck(key.id(), key.total(), 0, new BitSet(0)).toFrame());
		}
	}

	/**
	 * The peer was told in this batch what became of a message, which is often enough.
	 * @param message the message
	 */
	void answered(FinishedMessage message) {
		message.answeredIn = this.batch;
	}

	/**
	 * A fragment came of a message that was delivered: the peer may not know.
	 * @param message the message
	 * @param cause the fragment's headers
	 */
	void answer(FinishedMessage message, Headers cause) {
		if (message.answeredIn == this.batch) {
			return;
		}
		answered(message);
		whole(message.key);
		SeenMessage seen = message.seen;
		if (seen != null && seen.forgotten) {
			this.effects.refuse(ErrorCode.OVERLOADED, "The message arrived and was not accepted", cause);
		}
		else if (seen != null) {
			this.delivery.acknowledgeAgain(seen);
		}
	}

	void endOfBatch() {
		this.batch++;
		if (!this.untold.isEmpty()) {
			for (ChunkReassembly chunks : this.untold) {
				chunks.queued = false;
				if (chunks.untold > 0) {
					tell(chunks);
				}
			}
			this.untold.clear();
		}
	}

	private void tell(ChunkReassembly chunks) {
		chunks.untold = 0;
		this.effects.send(chunks.progress().toFrame());
	}

}
