package io.vstp.demo.files;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.vstp.demo.summary.Figures;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The files of which not all chunks are there yet: bounded in their number and in what
 * they have together, and given up after some silence. As many finished ones are
 * remembered, for as long.
 */
@Component
class Uploads implements Figures, DisposableBean {

	private final FileStore store;

	private final FilesProperties properties;

	private final InstantSource clock;

	private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

	private final Map<String, FinishedUpload> finished = new LinkedHashMap<>();

	Uploads(FileStore store, FilesProperties properties, InstantSource clock) {
		this.store = store;
		this.properties = properties;
		this.clock = clock;
	}

	Receipt add(Chunk chunk) throws IOException {
		checkNumbers(chunk);
		Upload upload;
		synchronized (this) {
			Receipt repeated = repeat(chunk);
			if (repeated != null) {
				return repeated;
			}
			upload = upload(chunk);
		}
		Receipt receipt = upload.add(chunk, this.store, this.clock.instant());
		if (receipt.complete()) {
			finish(chunk.fileId(), upload, receipt);
		}
		return receipt;
	}

	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void expire() throws IOException {
		Instant limit = this.clock.instant().minus(this.properties.uploadTimeout());
		for (Map.Entry<String, Upload> entry : this.uploads.entrySet()) {
			if (entry.getValue().lastChunkAt().isBefore(limit)) {
				remove(entry.getKey(), entry.getValue());
			}
		}
		synchronized (this) {
			this.finished.values().removeIf((upload) -> upload.isOlderThan(limit));
		}
	}

	@Override
	public void destroy() throws IOException {
		for (Map.Entry<String, Upload> entry : this.uploads.entrySet()) {
			remove(entry.getKey(), entry.getValue());
		}
	}

	/**
	 * Returns some of the unfinished files.
	 * @param max how many at the most
	 * @return how much is there of each
	 */
	List<Receipt> unfinished(int max) {
		return this.uploads.values().stream().limit(max).map(Upload::progress).toList();
	}

	@Override
	public String topic() {
		return "uploads";
	}

	@Override
	public Map<String, Number> figures() {
		return Map.of("unfinished", this.uploads.size(), "bytes", size());
	}

	// Before anything is begun: what makes no sense takes nobody's place.
	private void checkNumbers(Chunk chunk) {
		if (chunk.total() < 1 || chunk.total() > this.properties.maxChunks()) {
			throw new FileRefusedException("A file may come in 1 to %d chunks".formatted(this.properties.maxChunks()));
		}
		if (chunk.number() < 0 || chunk.number() > chunk.total()) {
			throw new FileRefusedException(
					"There is no chunk %d among these %d".formatted(chunk.number(), chunk.total()));
		}
	}

	private @Nullable Receipt repeat(Chunk chunk) {
		FinishedUpload known = this.finished.remove(chunk.fileId());
		Receipt receipt = (known != null) ? known.repeat(chunk) : null;
		if (known != null && receipt != null) {
			this.finished.put(chunk.fileId(), known);
		}
		return receipt;
	}

	private synchronized void finish(String fileId, Upload upload, Receipt receipt) throws IOException {
		if (this.uploads.remove(fileId, upload)) {
			this.finished.put(fileId, upload.finished(receipt));
			if (this.finished.size() > this.properties.maxUploads()) {
				this.finished.remove(this.finished.keySet().iterator().next());
			}
			upload.close();
		}
	}

	private Upload upload(Chunk chunk) throws IOException {
		if (size() + chunk.content().readableBytes() > this.properties.maxUploadSize().toBytes()) {
			throw new FileRefusedException("Too much is unfinished already: try again later");
		}
		Upload known = this.uploads.get(chunk.fileId());
		if (known != null) {
			return known;
		}
		if (this.uploads.size() >= this.properties.maxUploads()) {
			throw new FileRefusedException("Too many files are unfinished already: try again later");
		}
		Chunks chunks = new Chunks(this.store.createTemporaryFile(), chunk.total(),
				this.properties.maxFileSize().toBytes());
		Upload upload = new Upload(chunk.fileId(), chunks, this.clock.instant());
		this.uploads.put(chunk.fileId(), upload);
		return upload;
	}

	private void remove(String fileId, Upload upload) throws IOException {
		this.uploads.remove(fileId, upload);
		upload.close();
	}

	private long size() {
		return this.uploads.values().stream().mapToLong(Upload::size).sum();
	}

}
