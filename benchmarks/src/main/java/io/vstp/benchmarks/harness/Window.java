package io.vstp.benchmarks.harness;

/**
 * What was done in a stretch of time.
 *
 * @param operations how much was done
 * @param nanos how long it took
 * @param cpuNanos how much time of the processors the JVM used, on all its threads
 * @param allocatedBytes how much its threads took from the heap
 */
public record Window(long operations, long nanos, long cpuNanos, long allocatedBytes) {

	/**
	 * Returns how much was done in a second.
	 * @return operations by second
	 */
	public double rate() {
		return this.operations * 1e9 / this.nanos;
	}

	/**
	 * Returns what an operation took of the processors.
	 * @return nanoseconds by operation
	 */
	public double cpu() {
		return (double) this.cpuNanos / this.operations;
	}

	/**
	 * Returns what an operation took of the heap.
	 * @return bytes by operation
	 */
	public double allocated() {
		return (double) this.allocatedBytes / this.operations;
	}

	/**
	 * Returns the window as a line of text.
	 * @return the line
	 */
	public String format() {
		return this.operations + " " + this.nanos + " " + this.cpuNanos + " " + this.allocatedBytes;
	}

	/**
	 * Reads a line of text.
	 * @param line what {@link #format()} has returned
	 * @return the window
	 */
	public static Window parse(String line) {
		String[] numbers = line.split(" ", -1);
		return new Window(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
				Long.parseLong(numbers[3]));
	}

}
