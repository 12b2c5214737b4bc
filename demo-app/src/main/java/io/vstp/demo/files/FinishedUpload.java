package io.vstp.demo.files;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A file of which all chunks are there, remembered for those of its chunks that come
 * again: who got no answer sends them once more. Not for use by several threads at once.
 */
class FinishedUpload {

	private final Receipt receipt;

	private final int[] checksums;

	private final Instant finishedAt;

	private boolean repeated;

	/**
	 * Remembers a file.
	 * @param receipt what the sender of the last chunk was told
	 * @param checksums of its chunks, by their numbers
	 * @param finishedAt when that was
	 */
	FinishedUpload(Receipt receipt, int[] checksums, Instant finishedAt) {
		this.receipt = receipt;
		this.checksums = checksums;
		this.finishedAt = finishedAt;
	}

	/**
	 * Says what to tell the sender of a chunk.
	 * @param chunk one of a file with the same id, or perhaps of the same file
	 * @return the receipt, or {@code null} if another file begins with the chunk
	 * @throws FileRefusedException if another file has begun with a chunk that this one
	 * has, too, and was thought to be this one until now
	 */
	@Nullable Receipt repeat(Chunk chunk) {
		if (chunk.total() == this.receipt.totalChunks()
				&& Chunks.checksum(chunk.content()) == this.checksums[chunk.number()]) {
			this.repeated = true;
			return this.receipt;
		}
		if (this.repeated) {
			throw new FileRefusedException(
					"File '%s' is complete, and this chunk differs from its own: to send another one, begin again"
						.formatted(chunk.fileId()));
		}
		return null;
	}

	boolean isOlderThan(Instant limit) {
		return this.finishedAt.isBefore(limit);
	}

}
