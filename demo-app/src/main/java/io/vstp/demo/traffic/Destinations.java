package io.vstp.demo.traffic;

import io.vstp.client.TransportChoice;
import io.vstp.spring.autoconfigure.VstpClientProperties;

import org.springframework.stereotype.Component;

/**
 * What the configuration says of the servers to call.
 */
@Component
class Destinations {

	private final VstpClientProperties properties;

	Destinations(VstpClientProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns what carries the frames to a server.
	 * @param name its name under {@code vstp.client.destinations}
	 * @return what the configuration says
	 */
	TransportChoice transport(String name) {
		VstpClientProperties.Destination destination = this.properties.getDestinations().get(name);
		TransportChoice own = (destination != null) ? destination.getTransport() : null;
		TransportChoice choice = (own != null) ? own : this.properties.getDefaults().getTransport();
		return (choice != null) ? choice : TransportChoice.TCP;
	}

}
