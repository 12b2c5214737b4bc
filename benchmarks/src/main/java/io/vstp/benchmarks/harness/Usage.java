package io.vstp.benchmarks.harness;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this JVM has used since it was started.
 *
 * @param nanos the time
 * @param cpuNanos time of the processors
 * @param allocatedBytes bytes that the threads now alive have allocated on the heap
 */
public record Usage(long nanos, long cpuNanos, long allocatedBytes) {

	/**
	 * Returns what was used until now.
	 * @return the usage
	 */
	public static Usage now() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
		long allocated = 0;
		for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
			allocated += Math.max(0, bytes);
		}
		return new Usage(System.nanoTime(), system.getProcessCpuTime(), allocated);
	}

	/**
	 * Returns the window that began here and ends now.
	 * @param operations what was done in it
	 * @return the window
	 */
	public Window until(long operations) {
		Usage end = now();
		return new Window(operations, end.nanos - this.nanos, end.cpuNanos - this.cpuNanos,
				end.allocatedBytes - this.allocatedBytes);
	}

}
