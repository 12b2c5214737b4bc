package io.vstp.benchmarks;

import java.util.Arrays;

import io.vstp.benchmarks.echo.EchoBenchmark;
import io.vstp.benchmarks.echo.EchoOptions;

/**
 * Starts a benchmark by its name.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs a benchmark and prints what came of it.
	 * @param args its name, then its options
	 * @throws Exception if it could not be run
	 */
	public static void main(String[] args) throws Exception {
		if (args.length == 0 || !args[0].equals("echo")) {
			System.err.println("Usage: java -jar benchmarks.jar echo [options]");
			System.err.println(EchoOptions.USAGE);
			System.exit(2);
		}
		EchoOptions options;
		try {
			options = EchoOptions.parse(Arrays.asList(args).subList(1, args.length));
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.err.println(EchoOptions.USAGE);
			System.exit(2);
			return;
		}
		new EchoBenchmark(options, System.out).run();
	}

}
