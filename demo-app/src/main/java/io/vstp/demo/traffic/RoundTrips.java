package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.vstp.demo.summary.Figures;
import io.vstp.frame.Transport;

import org.springframework.stereotype.Component;

/**
 * How long it took from a call to its answer, in microseconds. Percentiles and maximum
 * are of the last minute or two.
 */
@Component
class RoundTrips implements Figures {

	private final Timer tcp;

	private final Timer udp;

	RoundTrips(MeterRegistry registry) {
		this.tcp = timer(registry, Transport.TCP);
		this.udp = timer(registry, Transport.UDP);
	}

	private static Timer timer(MeterRegistry registry, Transport transport) {
		return Timer.builder("demo.round.trips")
			.description("From a call of the traffic generator to its answer")
			.tag("transport", transport.name().toLowerCase(Locale.ROOT))
			.publishPercentiles(0.5, 0.9, 0.99)
			.percentilePrecision(2)
			.distributionStatisticExpiry(Duration.ofMinutes(1))
			.register(registry);
	}

	void record(Transport transport, long nanos) {
		of(transport).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public String topic() {
		return "roundTripMicros";
	}

	@Override
	public Map<String, Map<String, Number>> figures() {
		return Figures.byTransport((transport) -> figures(of(transport).takeSnapshot()));
	}

	private Timer of(Transport transport) {
		return (transport == Transport.UDP) ? this.udp : this.tcp;
	}

	private static Map<String, Number> figures(HistogramSnapshot snapshot) {
		Map<String, Number> figures = new HashMap<>();
		figures.put("count", snapshot.count());
		figures.put("max", Math.round(snapshot.max(TimeUnit.MICROSECONDS)));
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			figures.put("p" + Math.round(value.percentile() * 100), Math.round(value.value(TimeUnit.MICROSECONDS)));
		}
		return figures;
	}

}
