package io.vstp.demo.files;

import java.io.IOException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A file of which not all chunks are there yet.
 */
class Upload {

	private final String fileId;

	private final Chunks chunks;

	private String fileName;

	private @Nullable Receipt receipt;

	private boolean closed;

	private volatile Instant lastChunkAt;

	Upload(String fileId, Chunks chunks, Instant now) {
		this.fileId = fileId;
		this.fileName = fileId;
		this.chunks = chunks;
		this.lastChunkAt = now;
	}

	/**
	 * Adds a chunk. With the last one missing the file goes to the store.
	 * @param chunk the chunk
	 * @param store where finished files go
	 * @param now the time
	 * @return how much is there
	 */
	synchronized Receipt add(Chunk chunk, FileStore store, Instant now) throws IOException {
		if (this.receipt != null) {
			return this.receipt;
		}
		if (this.closed || chunk.total() != this.chunks.total()) {
			throw new FileRefusedException(
					"Another transfer of file '%s' is under way or was given up".formatted(this.fileId));
		}
		this.chunks.add(chunk.number(), chunk.content());
		this.lastChunkAt = now;
		this.fileName = (chunk.fileName() != null) ? chunk.fileName() : this.fileName;
		if (!this.chunks.areComplete()) {
			return Receipt.partial(this.fileId, this.fileName, this.chunks.size(), this.chunks.count(), chunk.total());
		}
		this.receipt = Receipt.complete(store.store(this.fileId, this.fileName, this.chunks), chunk.total());
		return this.receipt;
	}

	/**
	 * Returns how much is there.
	 * @return as its sender is told
	 */
	synchronized Receipt progress() {
		return Receipt.partial(this.fileId, this.fileName, this.chunks.size(), this.chunks.count(),
				this.chunks.total());
	}

	synchronized void close() throws IOException {
		this.closed = true;
		this.chunks.close();
	}

	/**
	 * Returns what is remembered of the file once it is complete.
	 * @param complete what the sender of the last chunk was told
	 * @return the file
	 */
	synchronized FinishedUpload finished(Receipt complete) {
		return new FinishedUpload(complete, this.chunks.checksums(), this.lastChunkAt);
	}

	long size() {
		return this.chunks.size();
	}

	Instant lastChunkAt() {
		return this.lastChunkAt;
	}

}
