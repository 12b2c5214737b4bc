package io.vstp.client;

import java.util.EnumMap;
import java.util.Map;

import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.TransportSelector;
import io.vstp.engine.select.TransportState;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What a selector has chosen and found, for calls on any thread.
 */
final class AutoChoices {

	private volatile Map<MessageKind, Transport> choices = Map.of();

	private volatile Map<Transport, TransportState> states = Map.of();

	/**
	 * Takes over what the selector says; on the router's event loop.
	 * @param selector the selector
	 */
	void update(TransportSelector selector) {
		Map<MessageKind, Transport> chosen = new EnumMap<>(MessageKind.class);
		for (MessageKind kind : MessageKind.values()) {
			Transport choice = selector.choice(kind);
			if (choice != null) {
				chosen.put(kind, choice);
			}
		}
		Map<Transport, TransportState> known = new EnumMap<>(Transport.class);
		for (Transport transport : Transport.values()) {
			known.put(transport, selector.state(transport));
		}
		this.states = known;
		this.choices = chosen;
	}

	/**
	 * Returns what carries a kind of messages.
	 * @param kind the kind
	 * @return the transport, or {@code null} if that is not known yet
	 */
	@Nullable Transport of(MessageKind kind) {
		return this.choices.get(kind);
	}

	/**
	 * Returns what carries a kind of messages, or what may soon.
	 * @param kind the kind
	 * @return the transport, or {@code null} while both are being tried
	 */
	@Nullable Transport orConnection(MessageKind kind) {
		Transport choice = of(kind);
		return (choice == null && isDown(Transport.TCP) && isDown(Transport.UDP)) ? Transport.TCP : choice;
	}

	boolean isDown(Transport transport) {
		return this.states.get(transport) == TransportState.DOWN;
	}

	boolean isUp(Transport transport) {
		return this.states.get(transport) == TransportState.UP;
	}

}
