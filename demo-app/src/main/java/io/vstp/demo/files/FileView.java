package io.vstp.demo.files;

import java.util.Map;

import io.vstp.demo.live.LiveView;

import org.springframework.stereotype.Component;

/**
 * The latest files, and how far unfinished ones are.
 */
@Component
class FileView implements LiveView {

	private static final int MAX_SHOWN = 8;

	private final FileStore store;

	private final Uploads uploads;

	FileView(FileStore store, Uploads uploads) {
		this.store = store;
		this.uploads = uploads;
	}

	@Override
	public String name() {
		return "files";
	}

	@Override
	public Map<String, Object> view() {
		return Map.of("stored", this.store.latest(MAX_SHOWN), "unfinished", this.uploads.unfinished(MAX_SHOWN));
	}

}
