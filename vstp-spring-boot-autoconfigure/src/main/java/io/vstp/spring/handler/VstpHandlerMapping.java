package io.vstp.spring.handler;

import java.util.List;
import java.util.Set;

import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;

/**
 * A handler and the frames that it takes.
 *
 * @param handler the method, for instance {@code Sensors#reading(Reading, String)}
 * @param beanName the name of the bean that has it
 * @param conditions the conditions on the headers, with placeholders resolved
 * @param frameTypes the types of the frames
 * @param transports the transports by which they may come
 * @param servers the servers to which they may come; empty for all
 * @param destinations the destinations whose servers push them, {@code *} for all; empty
 * for a handler of frames that come to a server
 */
public record VstpHandlerMapping(String handler, String beanName, List<String> conditions, Set<FrameType> frameTypes,
		Set<Transport> transports, Set<String> servers, Set<String> destinations) {

	/**
	 * Creates the mapping of a handler of frames that come to a server.
	 * @param handler the method
	 * @param beanName the name of the bean that has it
	 * @param conditions the conditions on the headers, with placeholders resolved
	 * @param frameTypes the types of the frames
	 * @param transports the transports by which they may come
	 * @param servers the servers to which they may come; empty for all
	 */
	public VstpHandlerMapping(String handler, String beanName, List<String> conditions, Set<FrameType> frameTypes,
			Set<Transport> transports, Set<String> servers) {
		this(handler, beanName, conditions, frameTypes, transports, servers, Set.of());
	}

	/**
	 * Says whether the handler takes frames that come to a server of this application.
	 * @return {@code false} if it takes what other servers push
	 */
	public boolean isForServer() {
		return this.destinations.isEmpty();
	}

	/**
	 * Describes the mapping, for people.
	 * @return handler, bean and conditions
	 */
	public String describe() {
		return "%s of bean '%s' (%s)".formatted(this.handler, this.beanName,
				this.conditions.isEmpty() ? "no conditions" : String.join(", ", this.conditions));
	}

}
