package io.vstp.benchmarks.echo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.vstp.benchmarks.harness.ClassPath;
import io.vstp.benchmarks.harness.Environment;
import io.vstp.benchmarks.harness.Window;
import io.vstp.benchmarks.harness.Worker;

/**
 * Compares variants of the echo: each in a JVM of its own, all of them alive at once, one
 * at work at a time, window by window in turn.
 */
public final class EchoBenchmark {

	// A fixed heap, lest its growth be measured.
	private static final List<String> JVM_ARGUMENTS = List.of("-Xms512m", "-Xmx512m",
			"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
			"--sun-misc-unsafe-memory-access=allow");

	private final EchoOptions options;

	private final PrintStream out;

	/**
	 * Creates a benchmark.
	 * @param options how to run it
	 * @param out where to print what comes of it
	 */
	public EchoBenchmark(EchoOptions options, PrintStream out) {
		this.options = options;
		this.out = out;
	}

	/**
	 * Runs it and prints the results.
	 * @return the results
	 * @throws IOException if a JVM could not be started, or a request failed
	 */
	public EchoResults run() throws IOException {
		ClassPath classPath = ClassPath.current();
		EchoResults results = new EchoResults(this.options.variants(), this.options.depths());
		this.out.println(Environment.describe());
		this.out.printf(Locale.ROOT, "echo        %d B, %s, %s, %d forks of %d windows of %d ms for each depth%n",
				ClosedLoop.PAYLOAD, this.options.transport(), this.options.io(), this.options.forks(),
				this.options.windows(), this.options.windowMillis());
		for (int fork = 0; fork < this.options.forks(); fork++) {
			this.out.printf(Locale.ROOT, "fork %d of %d, load %s%n", fork + 1, this.options.forks(),
					Environment.load());
			fork(fork, classPath, results);
		}
		results.print(this.out);
		return results;
	}

	private void fork(int fork, ClassPath classPath, EchoResults results) throws IOException {
		List<Worker> workers = new ArrayList<>();
		try {
			for (String variant : this.options.variants()) {
				workers.add(start(variant, classPath));
			}
			for (int depth : this.options.depths()) {
				for (Worker worker : workers) {
					warmUp(worker, depth);
				}
				for (int window = 0; window < this.options.windows(); window++) {
					results.add(fork, depth, round(workers, depth, (fork + window) % 2 == 1));
				}
			}
		}
		finally {
			workers.forEach(Worker::close);
		}
	}

	// By time of the processors: how much of them it gets is up to the machine.
	private void warmUp(Worker worker, int depth) throws IOException {
		long left = TimeUnit.MILLISECONDS.toNanos(this.options.warmupMillis());
		while (left > 0) {
			left -= worker.work(depth, this.options.windowMillis()).cpuNanos();
		}
	}

	// Back and forth, so that none always comes after the same other one.
	private List<Window> round(List<Worker> workers, int depth, boolean backwards) throws IOException {
		List<Worker> order = new ArrayList<>(workers);
		if (backwards) {
			Collections.reverse(order);
		}
		List<Window> windows = new ArrayList<>();
		for (Worker worker : order) {
			windows.add(worker.work(depth, this.options.windowMillis()));
		}
		if (backwards) {
			Collections.reverse(windows);
		}
		return windows;
	}

	private Worker start(String name, ClassPath all) throws IOException {
		EchoVariant variant = EchoOptions.variant(name);
		ClassPath classPath = variant.classPath(all);
		if (this.options.io().equals("nio")) {
			classPath = classPath.without((fileName) -> fileName.startsWith("netty-transport-native-epoll-"));
		}
		ClassPath baseline = this.options.baseline();
		if (name.endsWith(EchoOptions.BASELINE) && baseline != null) {
			classPath = classPath.without((fileName) -> fileName.startsWith("vstp-")).after(baseline);
		}
		List<String> jvmArguments = new ArrayList<>(JVM_ARGUMENTS);
		jvmArguments.addAll(this.options.jvmArguments());
		return Worker.start(name, classPath, jvmArguments, EchoWorker.class,
				List.of(variant.name(), this.options.transport()));
	}

}
