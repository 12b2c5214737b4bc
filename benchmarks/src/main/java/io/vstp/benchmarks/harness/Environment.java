package io.vstp.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What the numbers depend on beside the code.
 */
public final class Environment {

	private Environment() {
	}

	/**
	 * Describes the machine and this JVM, which the others are like.
	 * @return some lines
	 */
	public static String describe() {
		return """
				JDK         %s %s, %s
				system      %s %s, %d cores
				congestion  %s
				commit      %s""".formatted(System.getProperty("java.vm.name"), Runtime.version(), collectors(),
				System.getProperty("os.name"), System.getProperty("os.version"),
				Runtime.getRuntime().availableProcessors(), read("/proc/sys/net/ipv4/tcp_congestion_control"),
				commit());
	}

	/**
	 * Returns how busy the machine is.
	 * @return the number of threads that ran or wanted to, over 1, 5 and 15 minutes
	 */
	public static String load() {
		String[] load = read("/proc/loadavg").split(" ", -1);
		return (load.length < 3) ? load[0] : load[0] + " " + load[1] + " " + load[2];
	}

	private static String collectors() {
		return ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.map(GarbageCollectorMXBean::getName)
			.collect(Collectors.joining(", "));
	}

	private static String commit() {
		String commit = git("rev-parse", "--short=10", "HEAD");
		return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + ", changed";
	}

	private static String git(String... arguments) {
		try {
			String[] command = new String[arguments.length + 1];
			command[0] = "git";
			System.arraycopy(arguments, 0, command, 1, arguments.length);
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			return (process.waitFor() == 0) ? output : "unknown";
		}
		catch (IOException ex) {
			return "unknown";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "unknown";
		}
	}

	private static String read(String file) {
		Path path = Path.of(file);
		if (!Files.isReadable(path)) {
			return "unknown";
		}
		try {
			return Files.readString(path).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
