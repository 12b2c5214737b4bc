package io.vstp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * The Rust program beside these tests, built once for all of them. Where there is no
 * cargo, or the crates are not there and cannot be fetched, the tests are skipped and say
 * so; a program that does not build is a failure.
 */
final class CrateProgram {

	private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

	private static final CrateProgram INSTANCE = build();

	private final Path executable;

	private final String missing;

	private CrateProgram(Path executable, String missing) {
		this.executable = executable;
		this.missing = missing;
	}

	/**
	 * Returns the program; skips the caller's test where it cannot be had.
	 * @return where it is
	 */
	static Path executable() {
		Assumptions.assumeTrue(INSTANCE.missing == null, INSTANCE.missing);
		return INSTANCE.executable;
	}

	/**
	 * Returns the directory of this module.
	 * @return an absolute path
	 */
	static Path module() {
		return MODULE;
	}

	private static CrateProgram build() {
		Path cargo = cargo();
		if (cargo == null) {
			return missing("cargo was found neither in PATH nor in CARGO_HOME or ~/.cargo: "
					+ "nothing was tried with the Rust crate");
		}
		Run fetched = run(cargo, "fetch", "--locked");
		if (fetched.status != 0) {
			return missing("The Rust crate and what it needs could not be fetched, nothing was tried with it:\n"
					+ fetched.output);
		}
		String configured = System.getenv("CARGO_TARGET_DIR");
		Path target = (configured != null) ? Path.of(configured) : MODULE.resolve("target/cargo");
		Run built = run(cargo, "build", "--locked", "--offline", "--target-dir", target.toString());
		if (built.status != 0) {
			throw new IllegalStateException("cargo build failed:\n" + built.output);
		}
		return new CrateProgram(target.resolve("debug/vstp-interop"), null);
	}

	private static CrateProgram missing(String why) {
		System.out.println(why);
		return new CrateProgram(null, why);
	}

	private static Path cargo() {
		List<Path> directories = new ArrayList<>();
		Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of).forEach(directories::add);
		String home = System.getenv("CARGO_HOME");
		if (home != null) {
			directories.add(Path.of(home, "bin"));
		}
		directories.add(Path.of(System.getProperty("user.home"), ".cargo", "bin"));
		return directories.stream()
			.map((directory) -> directory.resolve("cargo"))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	private static Run run(Path cargo, String... arguments) {
		List<String> command = new ArrayList<>(List.of(cargo.toString()));
		command.addAll(List.of(arguments));
		try {
			Path output = Files.createTempFile("cargo", ".log");
			Process process = new ProcessBuilder(command).directory(MODULE.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			if (!process.waitFor(5, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				throw new IllegalStateException("%s took over five minutes".formatted(command));
			}
			Run run = new Run(process.exitValue(), Files.readString(output));
			Files.delete(output);
			return run;
		}
		catch (IOException ex) {
			throw new IllegalStateException(command.toString(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(command.toString(), ex);
		}
	}

	private record Run(int status, String output) {

	}

}
