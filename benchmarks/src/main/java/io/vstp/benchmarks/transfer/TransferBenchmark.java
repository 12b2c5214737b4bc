package io.vstp.benchmarks.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

import io.vstp.benchmarks.harness.ClassPath;
import io.vstp.benchmarks.harness.Environment;
import io.vstp.benchmarks.harness.Jvm;

/**
 * Measures how long a long message takes over UDP by ways of several kinds, with this
 * version and with another one if there is one to compare with.
 */
public final class TransferBenchmark {

	private final TransferOptions options;

	private final PrintStream out;

	/**
	 * Creates a benchmark.
	 * @param options how to run it
	 * @param out where to print what comes of it
	 */
	public TransferBenchmark(TransferOptions options, PrintStream out) {
		this.options = options;
		this.out = out;
	}

	/**
	 * Runs it and prints the results.
	 * @throws IOException if a JVM could not be started, or failed
	 */
	public void run() throws IOException {
		this.out.println(Environment.describe());
		this.out.printf(Locale.ROOT, "transfer    %d MB over UDP, %d times each%n", this.options.megabytes(),
				this.options.times());
		ClassPath classPath = ClassPath.current();
		ClassPath baseline = this.options.baseline();
		if (baseline != null) {
			run("the other version",
					classPath.without((fileName) -> fileName.startsWith("vstp-core-")).after(baseline));
		}
		run("this version", classPath);
	}

	private void run(String version, ClassPath classPath) throws IOException {
		this.out.printf(Locale.ROOT, "%n%s, load %s%n", version, Environment.load());
		Jvm.run(classPath, TransferRun.class, this.options.arguments(), this.out);
	}

}
