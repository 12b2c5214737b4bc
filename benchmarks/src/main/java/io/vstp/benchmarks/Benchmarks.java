package io.vstp.benchmarks;

import java.util.Arrays;
import java.util.List;

import io.vstp.benchmarks.echo.EchoBenchmark;
import io.vstp.benchmarks.echo.EchoOptions;
import io.vstp.benchmarks.transfer.TransferBenchmark;
import io.vstp.benchmarks.transfer.TransferOptions;

/**
 * Starts a benchmark by its name.
 */
public final class Benchmarks {

	private static final String USAGE = """
			Usage: java -jar benchmarks.jar BENCHMARK [options]

			echo: requests of 64 bytes, which come back as they are
			%s

			transfer: one long message over UDP, by ways that lose datagrams and take their time
			%s""".formatted(EchoOptions.USAGE, TransferOptions.USAGE);

	private Benchmarks() {
	}

	/**
	 * Runs a benchmark and prints what came of it.
	 * @param args its name, then its options
	 * @throws Exception if it could not be run
	 */
	public static void main(String[] args) throws Exception {
		try {
			run((args.length > 0) ? args[0] : "", Arrays.asList(args).subList(Math.min(args.length, 1), args.length));
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.err.println(USAGE);
			System.exit(2);
		}
	}

	private static void run(String name, List<String> options) throws Exception {
		switch (name) {
			case "echo" -> new EchoBenchmark(EchoOptions.parse(options), System.out).run();
			case "transfer" -> new TransferBenchmark(TransferOptions.parse(options), System.out).run();
			default -> throw new IllegalArgumentException("There is no benchmark '%s'".formatted(name));
		}
	}

}
