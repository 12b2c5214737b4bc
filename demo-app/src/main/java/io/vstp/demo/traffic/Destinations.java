package io.vstp.demo.traffic;

import io.vstp.frame.Transport;
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
	 * @return the transport
	 */
	Transport transport(String name) {
		VstpClientProperties.Destination destination = this.properties.getDestinations().get(name);
		if (destination != null && destination.getTransport() != null) {
			return destination.getTransport();
		}
		Transport shared = this.properties.getDefaults().getTransport();
		return (shared != null) ? shared : Transport.TCP;
	}

}
