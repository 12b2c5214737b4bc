package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Room for chunks of equal length, in buffers that are taken when the first of their
 * chunks comes. The first has one chunk, and each has twice as many as the one before, up
 * to {@value #MAX_LENGTH} bytes: what only begins to come costs little.
 */
final class Slabs {

	private static final int MAX_LENGTH = 64 * 1024;

	private static final int MAX_SHIFT = 10;

	private final ByteBufAllocator allocator;

	private final int chunk;

	private final int count;

	/** The logarithm of how many chunks the largest have. */
	private final int shift;

	private final List<@Nullable ByteBuf> slabs = new ArrayList<>();

	/**
	 * Makes room.
	 * @param allocator where the buffers come from
	 * @param chunk bytes of each chunk
	 * @param count how many chunks there will be
	 */
	Slabs(ByteBufAllocator allocator, int chunk, int count) {
		this.allocator = allocator;
		this.chunk = chunk;
		this.count = count;
		int largest = Math.max(1, MAX_LENGTH / chunk);
		this.shift = Math.min(MAX_SHIFT, 31 - Integer.numberOfLeadingZeros(largest));
	}

	/**
	 * Says whether there is a buffer for a chunk.
	 * @param index the chunk
	 * @return whether there is
	 */
	boolean has(int index) {
		int slab = slab(index);
		return slab < this.slabs.size() && this.slabs.get(slab) != null;
	}

	/**
	 * Returns how many bytes the buffer that a chunk belongs into takes.
	 * @param index the chunk
	 * @return bytes
	 */
	int lengthOfSlab(int index) {
		int slab = slab(index);
		return (end(slab) - start(slab)) * this.chunk;
	}

	void put(int index, ByteBuf payload) {
		int slab = slab(index);
		while (this.slabs.size() <= slab) {
			this.slabs.add(null);
		}
		ByteBuf buffer = this.slabs.get(slab);
		if (buffer == null) {
			int length = lengthOfSlab(index);
			buffer = this.allocator.buffer(length, length).writerIndex(length);
			this.slabs.set(slab, buffer);
		}
		buffer.setBytes((index - start(slab)) * this.chunk, payload, payload.readerIndex(), this.chunk);
	}

	/**
	 * Returns up to which chunk there is room.
	 * @param from the chunk to begin with
	 * @param free bytes that could still be taken
	 * @return the first chunk for which there is none
	 */
	int reach(int from, long free) {
		int index = from;
		long rest = free;
		while (index < this.count) {
			if (!has(index)) {
				rest -= lengthOfSlab(index);
				if (rest < 0) {
					return index;
				}
			}
			index = end(slab(index));
		}
		return this.count;
	}

	/**
	 * Goes on with a checksum.
	 * @param crc the checksum
	 * @param from the first chunk, which has arrived like all up to the end
	 * @param to where to stop
	 */
	void update(CRC32 crc, int from, int to) {
		int index = from;
		while (index < to) {
			int slab = slab(index);
			int end = Math.min(to, end(slab));
			ByteBuf buffer = this.slabs.get(slab);
			if (buffer != null) {
				PayloadCrc.update(crc, buffer, (index - start(slab)) * this.chunk, (end - index) * this.chunk);
			}
			index = end;
		}
	}

	/**
	 * Hands over all buffers, in order, and the last piece.
	 * @param last what comes behind them
	 * @return one buffer
	 */
	ByteBuf join(ByteBuf last) {
		CompositeByteBuf whole = this.allocator.compositeBuffer(this.slabs.size() + 1);
		for (int i = 0; i < this.slabs.size(); i++) {
			ByteBuf slab = this.slabs.set(i, null);
			if (slab != null) {
				whole.addComponent(true, slab);
			}
		}
		return whole.addComponent(true, last);
	}

	void release() {
		for (int i = 0; i < this.slabs.size(); i++) {
			ByteBuf slab = this.slabs.set(i, null);
			if (slab != null) {
				slab.release();
			}
		}
	}

	private int slab(int index) {
		int growing = (1 << this.shift) - 1;
		if (index < growing) {
			return 31 - Integer.numberOfLeadingZeros(index + 1);
		}
		return this.shift + ((index - growing) >> this.shift);
	}

	private int start(int slab) {
		if (slab < this.shift) {
			return (1 << slab) - 1;
		}
		return (1 << this.shift) - 1 + ((slab - this.shift) << this.shift);
	}

	private int end(int slab) {
		return Math.min(this.count, start(slab + 1));
	}

}
