package io.vstp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A section of {@code docs/interop.md}: what the tests of one class have measured, a row
 * for each feature. After the class the page must say the same;
 * {@code -Dvstp.docs.write=true} makes it.
 */
final class Section implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	/** What a cell says of a feature that does what it promises. */
	static final String WORKS = "works";

	private static final Path PAGE = CrateProgram.module().resolveSibling("docs").resolve("interop.md");

	private final List<Row> rows = new ArrayList<>();

	private final AtomicInteger succeeded = new AtomicInteger();

	private final String title;

	Section(String title) {
		this.title = title;
	}

	/**
	 * Begins a row.
	 * @param feature what is tried
	 * @return a row without cells
	 */
	Row row(String feature) {
		return new Row(feature);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		CrateProgram.executable();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (context.getExecutionException().isEmpty()) {
			this.succeeded.incrementAndGet();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		long tests = Stream.of(context.getRequiredTestClass().getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(Test.class))
			.count();
		if (this.succeeded.get() < tests) {
			// A failure is known by now, and a part of the class has but a part of the
			// rows.
			return;
		}
		String page = Files.readString(PAGE);
		if (Boolean.getBoolean("vstp.docs.write")) {
			Files.writeString(PAGE, replace(page, text()));
		}
		else {
			assertThat(section(page)).describedAs("docs/interop.md, to be written anew by -Dvstp.docs.write=true")
				.isEqualTo(text());
		}
	}

	private String text() {
		StringBuilder table = new StringBuilder(heading()).append("""

				| | our client, the crate's server | the crate's client, our server | the crate with itself |
				|---|---|---|---|
				""");
		List<String> notes = new ArrayList<>();
		for (Row row : this.rows) {
			table.append("| ").append(row.feature);
			for (Cell cell : row.cells) {
				table.append(" | ").append(cell.outcome);
				if (cell.why != null) {
					if (!notes.contains(cell.why)) {
						notes.add(cell.why);
					}
					table.append(" (").append(notes.indexOf(cell.why) + 1).append(')');
				}
			}
			table.append(" |\n");
		}
		for (int i = 0; i < notes.size(); i++) {
			table.append((i == 0) ? "\n" : "").append(i + 1).append(". ").append(notes.get(i)).append('\n');
		}
		return table.toString();
	}

	private String heading() {
		return "## " + this.title + "\n";
	}

	private String section(String page) {
		int start = page.indexOf(heading());
		if (start < 0) {
			return "";
		}
		int end = page.indexOf("\n## ", start);
		return page.substring(start, (end < 0) ? page.length() : end);
	}

	private String replace(String page, String text) {
		String old = section(page);
		return old.isEmpty() ? page + "\n" + text : page.replace(old, text);
	}

	/**
	 * A feature, tried in three ways.
	 */
	final class Row {

		private final String feature;

		private final List<Cell> cells = new ArrayList<>();

		private Row(String feature) {
			this.feature = feature;
		}

		/**
		 * Measures the next cell, left to right.
		 * @param probe what to do
		 * @return this row
		 */
		Row cell(Probe probe) throws Exception {
			return cell(probe, null);
		}

		/**
		 * Measures the next cell, left to right, of which it is known that it does not
		 * work.
		 * @param probe what to do
		 * @param why the reason
		 * @return this row
		 */
		Row cell(Probe probe, String why) throws Exception {
			String outcome = probe.measure();
			assertThat(outcome).describedAs("%s, cell %d of 3", this.feature, this.cells.size() + 1)
				.matches((text) -> text.equals(WORKS) == (why == null),
						(why != null) ? "no longer works, in spite of the reason given" : "works");
			this.cells.add(new Cell(outcome, why));
			if (this.cells.size() == 3) {
				Section.this.rows.add(this);
			}
			return this;
		}

	}

	private record Cell(String outcome, String why) {

	}

	/**
	 * Tries a feature in one way.
	 */
	interface Probe {

		/**
		 * Tries it.
		 * @return {@link #WORKS}, or what happened instead in words that are the same in
		 * each run
		 * @throws Exception if something happened that nobody has thought of
		 */
		String measure() throws Exception;

	}

}
