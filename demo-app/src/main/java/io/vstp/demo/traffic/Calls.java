package io.vstp.demo.traffic;

import java.util.Map;

import io.vstp.demo.summary.Figures;
import io.vstp.frame.Transport;

import org.springframework.stereotype.Component;

/**
 * Makes calls, counts them and times their answers, for each transport.
 */
@Component
class Calls implements Figures {

	private final Destinations destinations;

	private final TransportCalls tcp;

	private final TransportCalls udp;

	Calls(Destinations destinations, RoundTrips roundTrips) {
		this.destinations = destinations;
		this.tcp = new TransportCalls((nanos) -> roundTrips.record(Transport.TCP, nanos));
		this.udp = new TransportCalls((nanos) -> roundTrips.record(Transport.UDP, nanos));
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
		return (transport == Transport.UDP) ? this.udp : this.tcp;
	}

	@Override
	public String topic() {
		return "traffic";
	}

	@Override
	public Map<String, Map<String, Number>> figures() {
		return Figures.byTransport((transport) -> by(transport).figures());
	}

}
