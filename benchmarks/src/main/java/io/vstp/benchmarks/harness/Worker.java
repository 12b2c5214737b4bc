package io.vstp.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that works when it is told to, and says what it has done. Meanwhile it
 * is idle, so that several can be measured in turn.
 */
public final class Worker implements AutoCloseable {

	private final String name;

	private final Process process;

	private final PrintStream commands;

	private final BufferedReader answers;

	private Worker(String name, Process process) {
		this.name = name;
		this.process = process;
		this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
		this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Starts a JVM and waits until it is ready.
	 * @param name what to call it
	 * @param classPath where it has its classes from
	 * @param jvmArguments further arguments of the JVM
	 * @param mainClass what it runs, by {@link WorkerLoop}
	 * @param arguments the arguments of that
	 * @return the worker
	 * @throws IOException if it could not be started
	 */
	public static Worker start(String name, ClassPath classPath, List<String> jvmArguments, Class<?> mainClass,
			List<String> arguments) throws IOException {
		Worker worker = new Worker(name, Jvm.start(classPath, jvmArguments, mainClass, arguments));
		try {
			worker.answer(WorkerLoop.READY);
			return worker;
		}
		catch (IOException ex) {
			worker.close();
			throw ex;
		}
	}

	/**
	 * Has it work for a while.
	 * @param depth how many operations are to be under way at any time
	 * @param millis for how long
	 * @return what it has done
	 * @throws IOException if it failed
	 */
	public Window work(int depth, long millis) throws IOException {
		this.commands.println(depth + " " + millis);
		return Window.parse(answer(WorkerLoop.DONE));
	}

	private String answer(String kind) throws IOException {
		String line = this.answers.readLine();
		// The JVM itself has its say here as well.
		while (line != null && !line.startsWith(kind) && !line.startsWith(WorkerLoop.FAILED)) {
			System.err.println(line);
			line = this.answers.readLine();
		}
		if (line == null || !line.startsWith(kind)) {
			throw new IOException("%s: %s".formatted(this.name, (line != null) ? line : "the JVM has ended"));
		}
		return line.substring(kind.length());
	}

	@Override
	public void close() {
		this.commands.close();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
