package io.vstp.demo.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a file, or of a chunk, is told.
 *
 * @param id what it calls the file
 * @param name what the file is called here
 * @param size how many bytes are there
 * @param sha256 the hash of the content, once all of it is there
 * @param complete whether all of it is there
 * @param chunks how many chunks are there
 * @param totalChunks how many there will be
 */
@JsonInclude(Include.NON_NULL)
record Receipt(@JsonProperty("file-id") String id, String name, long size, @Nullable String sha256, boolean complete,
		int chunks, @JsonProperty("total-chunks") int totalChunks) {

	static Receipt complete(StoredFile file, int chunks) {
		return new Receipt(file.id(), file.name(), file.size(), file.sha256(), true, chunks, chunks);
	}

	static Receipt partial(String id, String name, long size, int chunks, int totalChunks) {
		return new Receipt(id, name, size, null, false, chunks, totalChunks);
	}

}
