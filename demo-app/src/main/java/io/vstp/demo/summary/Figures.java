package io.vstp.demo.summary;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.vstp.frame.Transport;

/**
 * What a part of the application has to say in the summary.
 */
public interface Figures {

	/**
	 * Returns what the figures are about.
	 * @return one word
	 */
	String topic();

	/**
	 * Returns the figures as they are now.
	 * @return numbers by their names, or such maps by the names of transports
	 */
	Map<String, ?> figures();

	/**
	 * Puts together figures that each transport has of its own.
	 * @param figures returns those of a transport
	 * @return the figures by {@code tcp} and {@code udp}
	 */
	static Map<String, Map<String, Number>> byTransport(Function<Transport, Map<String, Number>> figures) {
		Map<String, Map<String, Number>> all = new TreeMap<>();
		for (Transport transport : Transport.values()) {
			all.put(transport.name().toLowerCase(Locale.ROOT), new TreeMap<>(figures.apply(transport)));
		}
		return all;
	}

}
