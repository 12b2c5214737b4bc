package io.vstp.benchmarks.echo;

import io.vstp.benchmarks.harness.WorkerLoop;
import io.vstp.frame.Transport;

/**
 * What the JVM of a variant runs.
 */
public final class EchoWorker {

	private EchoWorker() {
	}

	/**
	 * Starts an echo and measures it as told by standard input.
	 * @param args the variant and the transport
	 * @throws Exception if the echo could not be started
	 */
	public static void main(String[] args) throws Exception {
		WorkerLoop loop = WorkerLoop.create();
		try (Echo echo = EchoVariant.of(args[0]).start(Transport.valueOf(args[1]))) {
			loop.run(new ClosedLoop(echo)::run);
		}
	}

}
