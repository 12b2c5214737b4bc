package io.vstp.demo.live;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.vstp.frame.Transport;

import org.springframework.stereotype.Component;

/**
 * What the meters say of frames: those that the server has seen, and what both ends have
 * sent again.
 */
@Component
class ServerMeters implements Sampled {

	private final MeterRegistry registry;

	ServerMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Map<String, Double> totals() {
		Map<String, Double> totals = new TreeMap<>();
		for (Transport transport : Transport.values()) {
			String name = transport.name().toLowerCase(Locale.ROOT);
			for (String direction : new String[] { "received", "sent" }) {
				totals.put("%s.%s.frames".formatted(name, direction), server("vstp.frames", name, direction));
				totals.put("%s.%s.bytes".formatted(name, direction), server("vstp.bytes", name, direction));
			}
		}
		totals.put("resent", sum(this.registry.find("vstp.retransmissions")));
		return totals;
	}

	private double server(String meter, String transport, String direction) {
		return sum(this.registry.find(meter).tags("side", "server", "transport", transport, "direction", direction));
	}

	private static double sum(Search search) {
		return search.counters().stream().mapToDouble(Counter::count).sum();
	}

}
