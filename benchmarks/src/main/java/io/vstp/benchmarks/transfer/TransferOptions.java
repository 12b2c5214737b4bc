package io.vstp.benchmarks.transfer;

import java.util.List;

import io.vstp.benchmarks.harness.Arguments;
import io.vstp.benchmarks.harness.ClassPath;
import org.jspecify.annotations.Nullable;

/**
 * How to run the transfer benchmark.
 *
 * @param megabytes how long the message is
 * @param losses which parts of the datagrams are lost, each way, 0 to 1
 * @param delayMillis how long datagrams take, each way
 * @param times how often each is measured
 * @param limitMillis how long one may take
 * @param baseline classes of another version to compare with, or {@code null}
 * @param arguments all of these, as they were given
 */
public record TransferOptions(int megabytes, List<Double> losses, List<Long> delayMillis, int times, long limitMillis,
		@Nullable ClassPath baseline, List<String> arguments) {

	/** How to give the options. */
	public static final String USAGE = """
			--megabytes=20                           length of the message
			--losses=0,0.001,0.01,0.05               parts of the datagrams that are lost, each way
			--delays=0ms,5ms,50ms                    how long a datagram takes, each way
			--times=3                                how often each is measured
			--limit=120s                             how long one may take
			--baseline-classpath=PATH                jar or class directory of vstp-core in another version""";

	public TransferOptions {
		losses = List.copyOf(losses);
		delayMillis = List.copyOf(delayMillis);
		arguments = List.copyOf(arguments);
		if (megabytes < 1 || megabytes > 100) {
			throw new IllegalArgumentException("--megabytes must be 1 to 100, but is " + megabytes);
		}
		for (double loss : losses) {
			if (!(loss >= 0 && loss < 1)) {
				throw new IllegalArgumentException("--losses must be from 0 to less than 1, but one is " + loss);
			}
		}
	}

	/**
	 * Reads options.
	 * @param arguments as {@link #USAGE} has them
	 * @return the options
	 * @throws IllegalArgumentException if one is wrong
	 */
	public static TransferOptions parse(List<String> arguments) {
		Arguments values = new Arguments(arguments);
		String baseline = values.take("baseline-classpath", "");
		TransferOptions options = new TransferOptions(Integer.parseInt(values.take("megabytes", "20")),
				values.takeAll("losses", "0,0.001,0.01,0.05").stream().map(Double::valueOf).toList(),
				values.takeAll("delays", "0ms,5ms,50ms").stream().map(Arguments::millis).toList(),
				Integer.parseInt(values.take("times", "3")), values.takeMillis("limit", "120s"),
				baseline.isEmpty() ? null : ClassPath.parse(baseline), arguments);
		values.end();
		return options;
	}

}
