package io.vstp.benchmarks.echo;

import java.util.List;
import java.util.stream.Stream;

import io.vstp.benchmarks.harness.Arguments;
import io.vstp.benchmarks.harness.ClassPath;
import org.jspecify.annotations.Nullable;

/**
 * How to run the echo benchmark.
 *
 * @param variants what to compare, the first one with each of the others
 * @param transport what carries the frames, {@code tcp} or {@code udp}
 * @param io by what the event loops move bytes, {@code nio} or {@code epoll}
 * @param depths how many requests are under way
 * @param forks how often each variant gets a new JVM
 * @param windows how often each is measured in a JVM, for each depth
 * @param windowMillis how long a window takes
 * @param warmupMillis how much time of the processors each has had for each depth before
 * it is measured
 * @param baseline classes of another version, for variants whose name ends with
 * {@value #BASELINE}, or {@code null}
 * @param jvmArguments further arguments of the JVMs
 */
public record EchoOptions(List<String> variants, String transport, String io, List<Integer> depths, int forks,
		int windows, long windowMillis, long warmupMillis, @Nullable ClassPath baseline, List<String> jvmArguments) {

	/** How to give the options. */
	public static final String USAGE = """
			--variants=none,meters,observed,traced   also core, core-meters; the first is what the others are compared
			                                         with. NAME@baseline takes the classes of --baseline-classpath
			--transport=tcp                          or udp
			--io=nio                                 or epoll
			--depths=1,16,128                        requests under way at a time
			--forks=5                                JVMs for each variant
			--windows=15                             windows in each JVM, for each depth
			--window=400ms                           how long one takes
			--warmup=15s                             processor time before them, for each depth
			--baseline-classpath=PATH                jars or class directories of vstp-core and
			                                         vstp-spring-boot-autoconfigure in another version
			--jvm-args="-Xmx512m …"                  further arguments of these JVMs""";

	static final String BASELINE = "@baseline";

	/**
	 * Reads options.
	 * @param arguments as {@link #USAGE} has them
	 * @return the options
	 * @throws IllegalArgumentException if one is wrong
	 */
	public static EchoOptions parse(List<String> arguments) {
		Arguments values = new Arguments(arguments);
		String baseline = values.take("baseline-classpath", "");
		String jvmArguments = values.take("jvm-args", "");
		EchoOptions options = new EchoOptions(values.takeAll("variants", "none,meters,observed,traced"),
				values.take("transport", "tcp"), values.take("io", "nio"),
				values.takeAll("depths", "1,16,128").stream().map(Integer::valueOf).toList(),
				Integer.parseInt(values.take("forks", "5")), Integer.parseInt(values.take("windows", "15")),
				values.takeMillis("window", "400ms"), values.takeMillis("warmup", "15s"),
				baseline.isEmpty() ? null : ClassPath.parse(baseline),
				Stream.of(jvmArguments.split(" ")).filter((argument) -> !argument.isEmpty()).toList());
		values.end();
		return options;
	}

	public EchoOptions {
		variants = List.copyOf(variants);
		depths = List.copyOf(depths);
		jvmArguments = List.copyOf(jvmArguments);
		for (String variant : variants) {
			variant(variant);
			if (variant.endsWith(BASELINE) && baseline == null) {
				throw new IllegalArgumentException("'%s' needs --baseline-classpath".formatted(variant));
			}
		}
		oneOf("transport", transport, "tcp", "udp");
		oneOf("io", io, "nio", "epoll");
	}

	static EchoVariant variant(String name) {
		return EchoVariant.of(name.endsWith(BASELINE) ? name.substring(0, name.length() - BASELINE.length()) : name);
	}

	private static void oneOf(String name, String value, String... values) {
		if (!List.of(values).contains(value)) {
			throw new IllegalArgumentException(
					"--%s must be %s, but is %s".formatted(name, String.join(" or ", values), value));
		}
	}

}
