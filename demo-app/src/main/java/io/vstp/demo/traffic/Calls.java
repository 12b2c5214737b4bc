package io.vstp.demo.traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.vstp.client.TransportChoice;
import io.vstp.demo.live.Sampled;
import io.vstp.demo.summary.Figures;
import io.vstp.frame.Transport;

import org.springframework.stereotype.Component;

/**
 * Makes calls, counts them and times their answers, for each transport, and for those
 * that go by either.
 */
@Component
class Calls implements Figures, Sampled {

	private final Map<TransportChoice, TransportCalls> calls = new EnumMap<>(TransportChoice.class);

	private final Destinations destinations;

	Calls(Destinations destinations, RoundTrips roundTrips) {
		this.destinations = destinations;
		for (TransportChoice choice : TransportChoice.values()) {
			this.calls.put(choice, new TransportCalls((nanos) -> roundTrips.record(choice, nanos)));
		}
	}

	/**
	 * Returns what makes the calls to a server.
	 * @param destination its name
	 * @return the calls by its transport
	 */
	TransportCalls to(String destination) {
		return by(this.destinations.transport(destination));
	}

	TransportCalls by(Transport transport) {
		return by(TransportChoice.of(transport));
	}

	@SuppressWarnings("NullAway") // there is one for each
	private TransportCalls by(TransportChoice choice) {
		return this.calls.get(choice);
	}

	@Override
	public String topic() {
		return "traffic";
	}

	@Override
	public Map<String, Map<String, Number>> figures() {
		Map<String, Map<String, Number>> figures = new TreeMap<>();
		this.calls.forEach(
				(choice, made) -> figures.put(choice.name().toLowerCase(Locale.ROOT), new TreeMap<>(made.figures())));
		return figures;
	}

	@Override
	public Map<String, Double> totals() {
		return Map.of("failed", (double) this.calls.values().stream().mapToLong(TransportCalls::errors).sum());
	}

}
