package io.vstp.engine.fragment;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vstp.engine.guard.PeerShare;
import org.jspecify.annotations.Nullable;

/**
 * A message in fragments of the extensions: any number of them, of which all but the last
 * are equally long. The last has a buffer of its own, so that it may come first, when
 * nobody knows yet how long the others are.
 */
final class ChunkReassembly extends Reassembly {

	private final ByteBufAllocator allocator;

	private final ReceiverSettings settings;

	private final @Nullable CRC32 crc;

	private int chunk;

	private @Nullable Slabs slabs;

	private @Nullable ByteBuf last;

	private long length;

	/** The lowest that has not arrived. */
	private int next;

	/** Whether there is room for all of the message. */
	private boolean reserved;

	/** How many came since the peer was last told what has arrived. */
	int untold;

	/** Whether it is to be looked at when all that can be read is read. */
	boolean queued;

	ChunkReassembly(MessageKey key, byte @Nullable [] msgId, long begun, PeerShare share, ByteBufAllocator allocator,
			ReceiverSettings settings, boolean checksum) {
		super(key, msgId, begun, share);
		this.allocator = allocator;
		this.settings = settings;
		this.crc = checksum ? new CRC32() : null;
	}

	@Override
	Outcome add(int index, ByteBuf payload) {
		int bytes = payload.readableBytes();
		boolean isLast = index == this.key.total() - 1;
		if (!fits(bytes, isLast)) {
			return Outcome.MALFORMED;
		}
		if (this.arrived.get(index)) {
			return Outcome.DUPLICATE;
		}
		if (!isLast && this.chunk == 0) {
			this.chunk = bytes;
			this.slabs = new Slabs(this.allocator, bytes, this.key.total() - 1);
		}
		this.length = length(isLast ? bytes : lastLength());
		if (this.length > this.settings.maxMessage()) {
			return Outcome.TOO_LARGE;
		}
		if (share().isEstablished() && !tryReserve()) {
			return Outcome.NO_ROOM;
		}
		if (index - this.next >= window()) {
			return Outcome.LATER;
		}
		if (!makeRoom(index, bytes, isLast)) {
			// It may turn out to be established, for which there is more room.
			return Outcome.LATER;
		}
		store(index, payload, isLast);
		return Outcome.STORED;
	}

	private boolean fits(int bytes, boolean isLast) {
		if (isLast) {
			return (this.chunk == 0 || bytes <= this.chunk) && (bytes > 0 || this.key.total() == 1);
		}
		return bytes > 0 && ((this.chunk == 0) ? bytes >= lastLength() : bytes == this.chunk);
	}

	private int lastLength() {
		return (this.last != null) ? this.last.readableBytes() : 1;
	}

	private long length(int lastLength) {
		return (this.key.total() - 1L) * Math.max(this.chunk, lastLength) + lastLength;
	}

	@Override
	long length() {
		return this.length;
	}

	/**
	 * Takes room for all of the message, so that several large ones, each of which got
	 * half of its room, cannot wait for each other.
	 * @return whether there is room, or it is not known yet how much is needed
	 */
	boolean tryReserve() {
		if (this.reserved || this.chunk == 0) {
			return true;
		}
		this.reserved = tryTake((long) this.key.total() * this.chunk - taken());
		return this.reserved;
	}

	private boolean makeRoom(int index, int bytes, boolean isLast) {
		if (this.reserved) {
			return true;
		}
		if (isLast || this.slabs == null) {
			return tryTake(bytes);
		}
		return this.slabs.has(index) || tryTake(this.slabs.lengthOfSlab(index));
	}

	private void store(int index, ByteBuf payload, boolean isLast) {
		if (isLast || this.slabs == null) {
			int bytes = payload.readableBytes();
			this.last = (bytes == 0) ? Unpooled.EMPTY_BUFFER
					: this.allocator.buffer(bytes, bytes).writeBytes(payload, payload.readerIndex(), bytes);
		}
		else {
			this.slabs.put(index, payload);
		}
		this.arrived.set(index);
		if (index == this.next) {
			advance();
		}
	}

	private void advance() {
		int from = this.next;
		this.next = this.arrived.nextClearBit(from);
		if (this.crc != null) {
			if (this.slabs != null) {
				this.slabs.update(this.crc, from, Math.min(this.next, this.key.total() - 1));
			}
			if (this.last != null && isWhole()) {
				PayloadCrc.update(this.crc, this.last, this.last.readerIndex(), this.last.readableBytes());
			}
		}
	}

	@Override
	boolean isWhole() {
		return this.next == this.key.total();
	}

	/**
	 * Returns what the peer is to be told.
	 * @return what has arrived, and what there is room for
	 */
	ProgressAck progress() {
		int end = (int) Math.min((long) this.next + window(), this.key.total());
		if (!this.reserved) {
			end = Math.min(end, reach());
		}
		return new ProgressAck(this.key.id(), this.next, Math.max(0, end - this.next),
				this.arrived.get(this.next, Math.max(this.next, this.arrived.length())));
	}

	private int reach() {
		long free = share().availableBytes();
		int lastIndex = this.key.total() - 1;
		if (this.slabs == null) {
			return (int) Math.min(this.key.total(), this.next + free / this.settings.maxDatagram());
		}
		int reach = this.slabs.reach(Math.min(this.next, lastIndex), free);
		boolean roomForLast = this.last != null || free >= this.chunk;
		return (reach == lastIndex && roomForLast) ? this.key.total() : reach;
	}

	// In fragments; never more than a bitmap can tell of.
	private int window() {
		int length = (this.chunk > 0) ? this.chunk : Math.max(this.settings.maxDatagram(), lastLength());
		int bits = 8 * (this.settings.maxDatagram() - ProgressAck.MAX_OVERHEAD);
		return Math.max(8, Math.min(this.settings.window() / length, bits));
	}

	@Override
	int crc() {
		return (this.crc != null) ? (int) this.crc.getValue() : 0;
	}

	@Override
	ByteBuf finish() {
		giveBack();
		ByteBuf end = this.last;
		this.last = null;
		if (end == null) {
			throw new IllegalStateException("The message is not whole");
		}
		return (this.slabs != null) ? this.slabs.join(end) : end;
	}

	@Override
	void release() {
		giveBack();
		if (this.slabs != null) {
			this.slabs.release();
		}
		if (this.last != null) {
			this.last.release();
			this.last = null;
		}
	}

}
