package io.vstp.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;

/**
 * What a client with {@link TransportChoice#AUTO} knows and has chosen, at one moment.
 *
 * @param choices what carries each kind of messages; a kind is missing while neither
 * transport has shown that it is there
 * @param health how both transports do
 * @param switches how often a choice was changed, first choices not counted
 * @param recent the latest changes with their reasons, the oldest first, at most 16
 */
public record TransportStatus(Map<MessageKind, Transport> choices, Map<Transport, Health> health, long switches,
		List<TransportSwitch> recent) {

	/** Nothing is known. */
	static final TransportStatus UNKNOWN = new TransportStatus(Map.of(), Map.of(), 0, List.of());

	/**
	 * How a transport does.
	 *
	 * @param state whether it can be used
	 * @param rtt the smoothed round trip of its probes, or zero if none was measured
	 * @param loss which part finds no answer in time, smoothed, 0 to 1
	 * @param scores how good it is for each kind of messages, 0 to 1
	 */
	public record Health(TransportState state, Duration rtt, double loss, Map<MessageKind, Double> scores) {

	}

}
