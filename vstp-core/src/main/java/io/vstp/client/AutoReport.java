package io.vstp.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.vstp.codec.FrameFormat;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SwitchReason;
import io.vstp.engine.select.TransportSelector;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the choice between two transports is and how it came about: to the log, the
 * observer and whoever asks. Lives on the router's event loop, but for {@link #status()}.
 */
final class AutoReport {

	/**
	 * What a frame measures besides headers and payload, with room for the ids that are
	 * added.
	 */
	static final int FRAME_OVERHEAD = FrameFormat.PREAMBLE_LENGTH + FrameFormat.TRAILER_LENGTH + 96;

	private static final Logger logger = LoggerFactory.getLogger(AutoReport.class);

	private static final int MAX_RECENT = 16;

	private final VstpClientOptions options;

	private final TransportSelector selector;

	private final Deque<TransportSwitch> recent = new ArrayDeque<>();

	private long switches;

	private volatile TransportStatus status = TransportStatus.UNKNOWN;

	AutoReport(VstpClientOptions options, TransportSelector selector) {
		this.options = options;
		this.selector = selector;
	}

	void stateChanged(Transport transport, TransportState state) {
		logger.debug("{} by {} is {}", this.options.name(), transport, state);
		this.options.observer().transportStateChanged(this.options.name(), transport, state);
		update();
	}

	void switched(TransportSwitch change) {
		logger.info("{}: {} messages go by {} ({})", this.options.name(), change.kind(), change.to(), change.reason());
		if (change.reason() != SwitchReason.PROBED) {
			this.switches++;
		}
		if (this.recent.size() == MAX_RECENT) {
			this.recent.removeFirst();
		}
		this.recent.addLast(change);
		this.options.observer().transportSwitched(this.options.name(), change);
		update();
	}

	/**
	 * A probe was answered.
	 * @param transport the transport
	 * @param rtt how long that took, or 0 if that cannot be told
	 */
	void measured(Transport transport, long rtt) {
		// Over UDP the session has measured it as well, and told so.
		if (transport == Transport.TCP && rtt > 0) {
			this.options.observer().rttMeasured(Side.CLIENT, transport, rtt);
		}
	}

	void update() {
		Map<MessageKind, Transport> choices = new EnumMap<>(MessageKind.class);
		Map<Transport, TransportStatus.Health> health = new EnumMap<>(Transport.class);
		for (MessageKind kind : MessageKind.values()) {
			Transport choice = this.selector.choice(kind);
			if (choice != null) {
				choices.put(kind, choice);
			}
		}
		for (Transport transport : Transport.values()) {
			health.put(transport, health(transport));
		}
		this.status = new TransportStatus(Map.copyOf(choices), Map.copyOf(health), this.switches,
				List.copyOf(this.recent));
	}

	private TransportStatus.Health health(Transport transport) {
		Map<MessageKind, Double> scores = new EnumMap<>(MessageKind.class);
		for (MessageKind kind : MessageKind.values()) {
			scores.put(kind, this.selector.score(kind, transport));
		}
		return new TransportStatus.Health(this.selector.state(transport),
				Duration.ofNanos(this.selector.smoothedRtt(transport)), this.selector.loss(transport),
				Map.copyOf(scores));
	}

	TransportStatus status() {
		return this.status;
	}

}
