package io.vstp.demo.live;

import java.time.Instant;
import java.time.InstantSource;

import io.vstp.demo.live.EventLog.Event;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SwitchReason;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventLog}.
 */
class EventLogTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final EventLog log = new EventLog(InstantSource.fixed(NOW));

	@Test
	void shouldTellOfTransportsInWords() {
		this.log.transportStateChanged("auto", Transport.UDP, TransportState.DOWN);
		this.log.transportSwitched("auto",
				new TransportSwitch(MessageKind.RELIABLE, Transport.UDP, Transport.TCP, SwitchReason.FAILOVER, 0, 0.5));
		this.log.transportSwitched("auto", new TransportSwitch(MessageKind.DATAGRAM, Transport.TCP, Transport.UDP,
				SwitchReason.BETTER, 0.5, 0.75));
		this.log.transportSwitched("auto",
				new TransportSwitch(MessageKind.LONG, null, Transport.TCP, SwitchReason.PROBED, 0, 1));
		assertThat(this.log.view()).containsExactly(new Event(1, NOW, "bad", "auto: UDP is down"),
				new Event(2, NOW, "switch", "auto: reliable messages go by TCP now: UDP is down"),
				new Event(3, NOW, "switch", "auto: datagram messages go by UDP now: it is better, 0.75 to 0.50"),
				new Event(4, NOW, "switch", "auto: long messages go by TCP"));
	}

	@Test
	void shouldForgetTheOldestWhenThereAreMany() {
		for (int i = 0; i < 1000; i++) {
			this.log.action("Event " + i);
		}
		assertThat(this.log.view()).hasSize(40).first().extracting(Event::text).isEqualTo("Event 960");
	}

}
