package io.vstp.spring.handler;

import java.util.Collection;
import java.util.List;

/**
 * A handler takes what the server of a destination pushes, and there is no such
 * destination. Stops the start-up.
 */
public class UnknownDestinationException extends InvalidHandlerException {

	private final List<String> known;

	public UnknownDestinationException(VstpHandlerMapping mapping, String destination, Collection<String> known) {
		super("Handler %s of bean '%s' takes what destination '%s' pushes, and there is no such destination"
			.formatted(mapping.handler(), mapping.beanName(), destination));
		this.known = List.copyOf(known);
	}

	/**
	 * Returns the names of the destinations that there are.
	 * @return the names in the order of the configuration
	 */
	public List<String> known() {
		return this.known;
	}

}
