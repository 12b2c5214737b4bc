package io.vstp.demo.files;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the files over HTTP.
 */
@RestController
class FileController {

	private final FileStore store;

	FileController(FileStore store) {
		this.store = store;
	}

	@GetMapping("/api/files")
	List<StoredFile> files() {
		return this.store.all();
	}

}
