package io.vstp.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The other end of a {@link Worker}, in its JVM.
 */
public final class WorkerLoop {

	static final String READY = "worker is ready";

	static final String DONE = "worker has done ";

	static final String FAILED = "worker has failed: ";

	private final PrintStream answers;

	private WorkerLoop(PrintStream answers) {
		this.answers = answers;
	}

	/**
	 * Takes standard output for the answers: whatever else is printed goes to standard
	 * error from now on.
	 * @return the loop
	 */
	public static WorkerLoop create() {
		WorkerLoop loop = new WorkerLoop(System.out);
		System.setOut(System.err);
		return loop;
	}

	/**
	 * Works as told until nothing more is.
	 * @param work what to do
	 * @throws IOException if the commands cannot be read
	 */
	public void run(Work work) throws IOException {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		this.answers.println(READY);
		String line = commands.readLine();
		while (line != null) {
			String[] command = line.split(" ", -1);
			try {
				Window window = work.run(Integer.parseInt(command[0]), Long.parseLong(command[1]));
				this.answers.println(DONE + window.format());
			}
			catch (Exception ex) {
				this.answers.println(FAILED + ex);
			}
			line = commands.readLine();
		}
	}

	/**
	 * What a worker does.
	 */
	@FunctionalInterface
	public interface Work {

		/**
		 * Works for a while.
		 * @param depth how many operations are to be under way at any time
		 * @param millis for how long
		 * @return what was done
		 * @throws Exception if that failed
		 */
		Window run(int depth, long millis) throws Exception;

	}

}
