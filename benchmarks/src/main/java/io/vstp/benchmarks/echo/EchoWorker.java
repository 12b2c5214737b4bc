package io.vstp.benchmarks.echo;

import java.util.Locale;
import java.util.Map;

import io.vstp.benchmarks.harness.WorkerLoop;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;

/**
 * What the JVM of a variant runs.
 */
public final class EchoWorker {

	private static final String OBSERVATIONS = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

	private EchoWorker() {
	}

	/**
	 * Starts an echo and measures it as told by standard input.
	 * @param args the variant and the transport
	 * @throws Exception if the echo could not be started
	 */
	public static void main(String[] args) throws Exception {
		WorkerLoop loop = WorkerLoop.create();
		EchoVariant variant = EchoVariant.of(args[0]);
		variant.check();
		try (Echo echo = start(variant, Transport.valueOf(args[1].toUpperCase(Locale.ROOT)))) {
			loop.run(new ClosedLoop(echo)::run);
		}
	}

	private static Echo start(EchoVariant variant, Transport transport) {
		return switch (variant) {
			case CORE -> new CoreEcho(transport, VstpObserver.NONE);
			case CORE_METERS -> new CoreEcho(transport, Meters.create());
			case METERS -> new SpringEcho(transport, Map.of("spring.autoconfigure.exclude", OBSERVATIONS));
			case NONE, OBSERVED, TRACED -> new SpringEcho(transport, Map.of());
		};
	}

}
