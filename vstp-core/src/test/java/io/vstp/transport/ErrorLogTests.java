package io.vstp.transport;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorLogTests {

	private final List<String> lines = new ArrayList<>();

	private long seconds = Long.MAX_VALUE / 1_000_000_000;

	private final ErrorLog log = new ErrorLog(this.lines::add, () -> this.seconds * 1_000_000_000);

	@Test
	void shouldSayWhatToDoWhenMemoryIsUsedUp() {
		this.log.tell("A session has ended", new OutOfMemoryError("Cannot reserve 65536 bytes"));
		assertThat(this.lines).singleElement()
			.asString()
			.startsWith("A session has ended: java.lang.OutOfMemoryError: Cannot reserve 65536 bytes.")
			.contains("-XX:MaxDirectMemorySize", "docs/guarantees.md");
	}

	@Test
	void shouldNotFillTheLogWhenThereAreMany() {
		for (int i = 0; i < 1000; i++) {
			this.log.tell("A session has ended", new StackOverflowError());
		}
		this.seconds += 9;
		this.log.tell("A session has ended", new StackOverflowError());
		this.seconds += 1;
		this.log.tell("A session has ended", new StackOverflowError());
		assertThat(this.lines).containsExactly("A session has ended: java.lang.StackOverflowError.",
				"A session has ended: java.lang.StackOverflowError (and 1000 more of late).");
	}

}
