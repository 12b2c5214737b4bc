package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.vstp.engine.fragment.FinishedMessage.Refusal;
import io.vstp.engine.guard.PeerShare;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of one peer together, and tells the peer what has arrived.
 */
final class FragmentReceiver {

	/** The answer may have been lost; a peer that asks often is not told so often. */
	private static final long REFUSE_AGAIN = 1_000_000_000L;

	private final ReceiverSettings settings;

	private final PeerShare share;

	private final ByteBufAllocator allocator;

	private final ReceiverEffects effects;

	private final Delivery delivery;

	private final Progress progress;

	private final Unfinished unfinished = new Unfinished();

	private final FinishedMessages finished;

	private long begun;

	FragmentReceiver(ReceiverSettings settings, PeerShare share, ByteBufAllocator allocator, ReceiverEffects effects,
			Delivery delivery) {
		this.settings = settings;
		this.share = share;
		this.allocator = allocator;
		this.effects = effects;
		this.delivery = delivery;
		this.progress = new Progress(effects, delivery);
		this.finished = new FinishedMessages(settings.maxRemembered(), settings.dedupWindow(), share);
	}

	/**
	 * A fragment came in.
	 * @param frame the frame; not taken over
	 * @param fragment what its headers say
	 * @param now the time
	 */
	void received(Frame frame, FragmentHeaders fragment, long now) {
		boolean vx = fragment.vx() && this.settings.extensions();
		if (!vx && fragment.isBeyondPart1()) {
			this.effects.dropped(DropReason.MALFORMED);
			return;
		}
		MessageKey key = new MessageKey(fragment.id(), (int) Math.min(fragment.total(), Integer.MAX_VALUE), vx);
		int index = (int) Math.min(fragment.index(), Integer.MAX_VALUE);
		Reassembly current = this.unfinished.find(key.id(), vx);
		if (current != null && current.key.equals(key) && !key.isReused()) {
			add(current, frame, index, 0, false, now);
			return;
		}
		// A message whose id will not be used again needs nothing else to be recognized.
		byte[] msgId = key.isReused() ? frame.headers().getBytes(HeaderNames.MSG_ID) : null;
		int crc = key.isReused() ? PayloadCrc.of(frame.payload()) : 0;
		FinishedMessage before = this.finished.find(key.number(), this.begun);
		if (before != null && before.key.equals(key) && before.has(msgId, index, crc)) {
			repeated(before, index, frame.headers(), now);
			return;
		}
		if (!key.isReused() && (before != null || current != null)) {
			this.effects.dropped(DropReason.MALFORMED);
			return;
		}
		if (current != null && (!current.key.equals(key) || current.isOvertaken(msgId, index, crc, this.begun))) {
			drop(current, DropReason.ABANDONED);
			current = null;
		}
		boolean first = current == null;
		if (current == null) {
			current = begin(key, frame, now);
		}
		if (current != null) {
			add(current, frame, index, crc, first, now);
		}
	}

	private @Nullable Reassembly begin(MessageKey key, Frame frame, long now) {
		this.effects.reassemblyStarted();
		this.finished.remove(key.number());
		this.begun++;
		Refusal refusal = null;
		if (key.total() > this.settings.maxFragments()) {
			refusal = Refusal.tooLarge("The message has %d fragments, but the limit is %d".formatted(key.total(),
					this.settings.maxFragments()));
		}
		else if (!tryBegin(now)) {
			refusal = Refusal.overloaded("%d messages of this peer are unfinished, and there is no room for more"
				.formatted(this.unfinished.size()));
		}
		byte[] msgId = frame.headers().getBytes(HeaderNames.MSG_ID);
		if (refusal == null) {
			boolean checksum = Delivery.msgIdToRemember(frame) != null;
			Reassembly begins = key.vx()
					? new ChunkReassembly(key, msgId, this.begun, this.share, this.allocator, this.settings, checksum)
					: new PieceReassembly(key, msgId, this.begun, this.share, this.allocator,
							this.settings.maxMessage());
			begins.changedAt = now;
			this.unfinished.add(begins);
			return begins;
		}
		this.effects.reassemblyEnded(ReassemblyOutcome.REFUSED);
		if (this.finished.tryReserve()) {
			refuse(new FinishedMessage(key, msgId, this.begun, now), refusal, frame.headers(), now);
		}
		else {
			this.effects.dropped(refusal.reason());
		}
		return null;
	}

	private boolean tryBegin(long now) {
		if (this.unfinished.size() >= this.settings.maxReassemblies() && !giveUpOne(now)) {
			return false;
		}
		if (!this.share.tryBegin() && !(giveUpOne(now) && this.share.tryBegin())) {
			return false;
		}
		if (!this.finished.tryReserve()) {
			this.share.end();
			return false;
		}
		return true;
	}

	private boolean giveUpOne(long now) {
		Reassembly dead = this.unfinished.longestSilent(now, this.settings.reassemblyTimeout() / 4);
		if (dead == null) {
			return false;
		}
		drop(dead, DropReason.ABANDONED);
		return true;
	}

	private void add(Reassembly current, Frame frame, int index, int crc, boolean first, long now) {
		switch (current.add(index, frame.payload())) {
			case STORED -> {
				current.stored(index, crc, now);
				if (current.isWhole()) {
					complete(current, frame, now);
				}
				else {
					this.progress.came(current, first);
				}
			}
			case DUPLICATE -> {
				this.effects.dropped(DropReason.DUPLICATE);
				this.progress.came(current, first);
			}
			case LATER -> {
				this.effects.dropped(DropReason.OVERLOADED);
				this.progress.came(current, first);
			}
			case MALFORMED -> {
				if (first) {
					drop(current, DropReason.MALFORMED);
				}
				else {
					this.effects.dropped(DropReason.MALFORMED);
				}
			}
			case TOO_LARGE ->
				refuse(current, Refusal.tooLarge("The message is %d bytes long or longer, but the limit is %d bytes"
					.formatted(current.length(), this.settings.maxMessage())), frame.headers(), now);
			case NO_ROOM -> refuse(current,
					Refusal.overloaded("There is no room for a message of %d bytes or more, but for %d bytes"
						.formatted(current.length(), this.share.availableBytes())),
					frame.headers(), now);
		}
	}

	private void complete(Reassembly whole, Frame frame, long now) {
		FinishedMessage done = new FinishedMessage(whole, now);
		this.progress.answered(done);
		end(whole, ReassemblyOutcome.COMPLETED);
		this.finished.add(done);
		byte[] msgId = Delivery.msgIdToRemember(frame);
		int crc = (msgId != null) ? whole.crc() : 0;
		Frame message = Frame.of(frame.type(), frame.flags() & ~FrameFlags.FRAG,
				FragmentHeaders.remove(frame.headers()), whole.finish());
		this.progress.whole(whole.key);
		List<FinishedMessage> others = (msgId != null) ? finishOtherAttempts(msgId, now) : List.of();
		this.delivery.arrived(message, crc, whole.key.vx(), done, now);
		others.forEach((other) -> other.seen = done.seen);
	}

	// Under other ids, by a sender that did not hear in time that these fragments came.
	// It
	// may go on with any of them, and is to hear that all is there.
	private List<FinishedMessage> finishOtherAttempts(byte[] msgId, long now) {
		if (this.unfinished.size() == 0) {
			return List.of();
		}
		List<FinishedMessage> others = new ArrayList<>();
		for (Reassembly other : this.unfinished.allThat((reassembly) -> Arrays.equals(msgId, reassembly.msgId))) {
			FinishedMessage finished = new FinishedMessage(other, now);
			end(other, ReassemblyOutcome.ABANDONED);
			this.finished.add(finished);
			other.release();
			this.effects.dropped(DropReason.ABANDONED);
			others.add(finished);
		}
		return others;
	}

	private void repeated(FinishedMessage before, int index, Headers cause, long now) {
		Refusal refusal = before.refusal;
		if (refusal != null) {
			this.effects.dropped(refusal.reason());
			if (now - before.refusedAt >= REFUSE_AGAIN) {
				before.refusedAt = now;
				this.effects.refuse(refusal.code(), refusal.message(), cause);
			}
			return;
		}
		this.effects.dropped(DropReason.DUPLICATE);
		if (index == 0) {
			this.effects.repeated();
		}
		this.progress.answer(before, cause);
	}

	/**
	 * The peer has an established one's share now: there may be room for more of what it
	 * has begun, which it is told at the end of the batch.
	 */
	void established() {
		for (Reassembly current : this.unfinished.all()) {
			if (current instanceof ChunkReassembly chunks) {
				chunks.tryReserve();
			}
			this.progress.came(current, false);
		}
	}

	void expire(long now) {
		if (this.unfinished.size() > 0) {
			for (Reassembly late : this.unfinished
				.allThat((reassembly) -> now - reassembly.changedAt >= this.settings.reassemblyTimeout())) {
				drop(late, DropReason.EXPIRED);
			}
		}
		this.finished.expire(now);
	}

	/**
	 * A fragment came in that has the whole message, as the crate sends them.
	 * @param frame the frame; taken over
	 * @param fragment what its headers say
	 * @param now the time
	 */
	void receivedWhole(Frame frame, FragmentHeaders fragment, long now) {
		MessageKey key = new MessageKey(fragment.id(), (int) fragment.total(), false);
		int index = (int) fragment.index();
		byte[] msgId = frame.headers().getBytes(HeaderNames.MSG_ID);
		int crc = PayloadCrc.of(frame.payload());
		FinishedMessage before = this.finished.find(key.number(), this.begun);
		if (before != null && before.key.equals(key)) {
			FinishedMessage.Repeat repeat = before.repeat(msgId, index, crc);
			if (repeat != FinishedMessage.Repeat.NONE) {
				this.effects.dropped(DropReason.DUPLICATE);
				this.effects.repeated();
				if (repeat == FinishedMessage.Repeat.AGAIN) {
					this.progress.answer(before, frame.headers());
				}
				frame.release();
				return;
			}
		}
		Reassembly current = this.unfinished.find(key.id(), false);
		if (current != null) {
			drop(current, DropReason.ABANDONED);
		}
		this.finished.remove(key.number());
		this.begun++;
		FinishedMessage done = new FinishedMessage(key, msgId, this.begun, now);
		done.whole(index, crc);
		this.progress.answered(done);
		if (this.finished.tryReserve()) {
			this.finished.add(done);
		}
		Frame message = Frame.of(frame.type(), frame.flags() & ~FrameFlags.FRAG,
				FragmentHeaders.remove(frame.headers()), frame.payload());
		this.delivery.arrived(message, crc, false, done, now);
	}

	private void refuse(Reassembly current, Refusal refusal, Headers cause, long now) {
		end(current, ReassemblyOutcome.REFUSED);
		current.release();
		refuse(new FinishedMessage(current, now), refusal, cause, now);
	}

	private void refuse(FinishedMessage message, Refusal refusal, Headers cause, long now) {
		message.refusal = refusal;
		message.refusedAt = now;
		this.finished.add(message);
		this.effects.dropped(refusal.reason());
		this.effects.refuse(refusal.code(), refusal.message(), cause);
	}

	private void drop(Reassembly current, DropReason reason) {
		end(current, (reason == DropReason.EXPIRED) ? ReassemblyOutcome.EXPIRED : ReassemblyOutcome.ABANDONED);
		this.finished.giveBack();
		current.release();
		this.effects.dropped(reason);
	}

	private void end(Reassembly current, ReassemblyOutcome outcome) {
		this.unfinished.remove(current);
		this.share.end();
		this.progress.ended(current);
		this.effects.reassemblyEnded(outcome);
	}

	Progress progress() {
		return this.progress;
	}

	Unfinished unfinished() {
		return this.unfinished;
	}

	FinishedMessages finished() {
		return this.finished;
	}

	void close() {
		for (Reassembly current : this.unfinished.allThat((reassembly) -> true)) {
			drop(current, DropReason.ABANDONED);
		}
		this.finished.clear();
	}

}
