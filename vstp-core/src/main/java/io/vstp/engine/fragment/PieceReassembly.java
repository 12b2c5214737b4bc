package io.vstp.engine.fragment;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.engine.guard.PeerShare;
import org.jspecify.annotations.Nullable;

/**
 * A message in fragments of part 1: at most 255, of any length.
 */
final class PieceReassembly extends Reassembly {

	/** What each place costs, whether it is filled or not. */
	private static final int COST = 8;

	private final ByteBufAllocator allocator;

	private final int maxLength;

	private final @Nullable ByteBuf[] pieces;

	private long length;

	private int missing;

	PieceReassembly(MessageKey key, byte @Nullable [] msgId, long begun, PeerShare share, ByteBufAllocator allocator,
			int maxLength) {
		super(key, msgId, begun, share);
		this.allocator = allocator;
		this.maxLength = maxLength;
		this.pieces = new ByteBuf[key.total()];
		this.missing = key.total();
	}

	@Override
	Outcome add(int index, ByteBuf payload) {
		int bytes = payload.readableBytes();
		if (this.arrived.get(index)) {
			return Outcome.DUPLICATE;
		}
		if (this.length + bytes > this.maxLength) {
			this.length += bytes;
			return Outcome.TOO_LARGE;
		}
		long cost = this.arrived.isEmpty() ? (long) COST * this.pieces.length : 0;
		if (!tryTake(cost + bytes)) {
			return Outcome.NO_ROOM;
		}
		if (bytes > 0) {
			this.pieces[index] = this.allocator.buffer(bytes).writeBytes(payload, payload.readerIndex(), bytes);
		}
		this.length += bytes;
		this.missing--;
		this.arrived.set(index);
		return Outcome.STORED;
	}

	@Override
	boolean isWhole() {
		return this.missing == 0;
	}

	@Override
	long length() {
		return this.length;
	}

	@Override
	int crc() {
		CRC32 crc = new CRC32();
		for (ByteBuf piece : this.pieces) {
			if (piece != null) {
				PayloadCrc.update(crc, piece, piece.readerIndex(), piece.readableBytes());
			}
		}
		return (int) crc.getValue();
	}

	@Override
	ByteBuf finish() {
		giveBack();
		if (this.length == 0) {
			return Unpooled.EMPTY_BUFFER;
		}
		CompositeByteBuf whole = this.allocator.compositeBuffer(Math.max(2, this.pieces.length));
		for (int i = 0; i < this.pieces.length; i++) {
			ByteBuf piece = this.pieces[i];
			if (piece != null) {
				this.pieces[i] = null;
				whole.addComponent(true, piece);
			}
		}
		return whole;
	}

	@Override
	void release() {
		giveBack();
		for (int i = 0; i < this.pieces.length; i++) {
			ByteBuf piece = this.pieces[i];
			if (piece != null) {
				this.pieces[i] = null;
				piece.release();
			}
		}
	}

}
