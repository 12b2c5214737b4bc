package io.vstp.benchmarks.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Other JVMs, of the same version as this one.
 */
public final class Jvm {

	private Jvm() {
	}

	/**
	 * Starts a JVM. What it says on its error stream goes to that of this one.
	 * @param classPath where it has its classes from
	 * @param jvmArguments further arguments of the JVM
	 * @param mainClass what it runs
	 * @param arguments the arguments of that
	 * @return the process
	 * @throws IOException if it could not be started
	 */
	static Process start(ClassPath classPath, List<String> jvmArguments, Class<?> mainClass, List<String> arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.addAll(jvmArguments);
		command.add("-cp");
		command.add(classPath.toString());
		command.add(mainClass.getName());
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/**
	 * Runs a program in a JVM of its own, to its end.
	 * @param classPath where it has its classes from
	 * @param mainClass the program
	 * @param arguments its arguments
	 * @param out where its lines go
	 * @throws IOException if it could not be started, or failed
	 */
	public static void run(ClassPath classPath, Class<?> mainClass, List<String> arguments, PrintStream out)
			throws IOException {
		Process process = start(classPath, List.of(), mainClass, arguments);
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			lines.lines().forEach(out::println);
			int status = process.waitFor();
			if (status != 0) {
				throw new IOException("%s ended with %d".formatted(mainClass.getSimpleName(), status));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException(ex.getMessage());
		}
		finally {
			process.destroyForcibly();
		}
	}

}
