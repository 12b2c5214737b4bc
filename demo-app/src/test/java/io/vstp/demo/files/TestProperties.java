package io.vstp.demo.files;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * Limits that are easily reached.
 */
final class TestProperties {

	private TestProperties() {
	}

	static FilesProperties files(Path directory) {
		return new FilesProperties(directory.toString(), DataSize.ofBytes(100), 4, DataSize.ofBytes(200), 10, 2,
				DataSize.ofBytes(150), Duration.ofMinutes(1));
	}

}
