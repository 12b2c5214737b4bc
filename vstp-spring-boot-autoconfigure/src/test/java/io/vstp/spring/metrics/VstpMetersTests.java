package io.vstp.spring.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SwitchReason;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.observe.Side;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpMeters}.
 */
class VstpMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final VstpMeters meters = new VstpMeters(this.registry);

	@Test
	void shouldRegisterNothingWhenNothingHappened() {
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void shouldCountSessionsWhenTheyOpenAndClose() {
		this.meters.sessionOpened(Side.SERVER, Transport.TCP);
		this.meters.sessionOpened(Side.SERVER, Transport.TCP);
		this.meters.sessionOpened(Side.CLIENT, Transport.TCP);
		this.meters.sessionClosed(Side.SERVER, Transport.TCP, CloseReason.KEEPALIVE_TIMEOUT);
		assertThat(gauge("vstp.sessions", "side", "server", "transport", "tcp")).isEqualTo(1);
		assertThat(gauge("vstp.sessions", "side", "client", "transport", "tcp")).isEqualTo(1);
		assertThat(count("vstp.sessions.closed", "side", "server", "transport", "tcp", "reason", "keepalive-timeout"))
			.isEqualTo(1);
		assertThat(count("vstp.sessions.closed", "side", "server", "transport", "tcp", "reason", "peer-bye")).isZero();
	}

	@Test
	void shouldCountSessionsThatBeganWhenTheyHaveEnded() {
		this.meters.sessionOpened(Side.SERVER, Transport.UDP);
		this.meters.sessionClosed(Side.SERVER, Transport.UDP, CloseReason.PEER_BYE);
		assertThat(count("vstp.sessions.opened", "side", "server", "transport", "udp")).isEqualTo(1);
		assertThat(gauge("vstp.sessions", "side", "server", "transport", "udp")).isZero();
	}

	@Test
	void shouldCountFramesAndBytesWhenTheyPass() {
		this.meters.frameReceived(Side.SERVER, Transport.TCP, FrameType.DATA, 100);
		this.meters.frameReceived(Side.SERVER, Transport.TCP, FrameType.DATA, 50);
		this.meters.frameSent(Side.SERVER, Transport.TCP, FrameType.ACK, 15);
		this.meters.frameSent(Side.CLIENT, Transport.UDP, FrameType.ACK, 16);
		String[] received = { "side", "server", "transport", "tcp", "direction", "received", "type", "data" };
		assertThat(count("vstp.frames", received)).isEqualTo(2);
		assertThat(count("vstp.bytes", received)).isEqualTo(150);
		String[] sent = { "side", "server", "transport", "tcp", "direction", "sent", "type", "ack" };
		assertThat(count("vstp.frames", sent)).isEqualTo(1);
		assertThat(count("vstp.bytes", sent)).isEqualTo(15);
		assertThat(this.registry.get("vstp.bytes").counters())
			.allMatch((counter) -> "bytes".equals(counter.getId().getBaseUnit()));
	}

	@Test
	void shouldCountErrorsByCodeAndDirection() {
		this.meters.errorSent(Side.SERVER, Transport.TCP, ErrorCode.NO_HANDLER);
		this.meters.errorReceived(Side.SERVER, Transport.TCP, ErrorCode.OVERLOADED);
		this.meters.errorReceived(Side.SERVER, Transport.TCP, null);
		assertThat(count("vstp.errors", "direction", "sent", "code", "no-handler")).isEqualTo(1);
		assertThat(count("vstp.errors", "direction", "received", "code", "overloaded")).isEqualTo(1);
		assertThat(count("vstp.errors", "direction", "received", "code", "other")).isEqualTo(1);
	}

	@Test
	void shouldCountFailedConnectionsAndPauses() {
		this.meters.connectionFailed(Side.CLIENT, Transport.TCP, ConnectionFailure.UNREACHABLE);
		this.meters.readingPaused(Side.SERVER, Transport.TCP);
		assertThat(count("vstp.connections.failed", "side", "client", "reason", "unreachable")).isEqualTo(1);
		assertThat(count("vstp.connections.failed", "side", "client", "reason", "timed-out")).isZero();
		assertThat(count("vstp.reading.paused", "side", "server")).isEqualTo(1);
		assertThat(gauge("vstp.sessions.paused", "side", "server", "transport", "tcp")).isEqualTo(1);
		this.meters.readingResumed(Side.SERVER, Transport.TCP);
		assertThat(gauge("vstp.sessions.paused", "side", "server", "transport", "tcp")).isZero();
		assertThat(count("vstp.reading.paused", "side", "server")).isEqualTo(1);
	}

	@Test
	void shouldCountWhatIsNoFrameByReason() {
		this.meters.decodeFailed(Side.SERVER, Transport.TCP, DecodeError.CRC_MISMATCH);
		this.meters.decodeFailed(Side.SERVER, Transport.TCP, DecodeError.CRC_MISMATCH);
		this.meters.decodeFailed(Side.SERVER, Transport.UDP, DecodeError.BAD_MAGIC);
		assertThat(count("vstp.decode.errors", "transport", "tcp", "reason", "crc-mismatch")).isEqualTo(2);
		assertThat(count("vstp.decode.errors", "transport", "udp", "reason", "bad-magic")).isEqualTo(1);
	}

	@Test
	void shouldCountDuplicatesAndReassemblies() {
		this.meters.duplicateSuppressed(Side.SERVER, Transport.UDP);
		this.meters.reassemblyStarted(Side.SERVER);
		this.meters.reassemblyStarted(Side.SERVER);
		this.meters.reassemblyEnded(Side.SERVER, ReassemblyOutcome.EXPIRED);
		assertThat(count("vstp.duplicates.suppressed", "side", "server", "transport", "udp")).isEqualTo(1);
		assertThat(gauge("vstp.reassemblies.active", "side", "server")).isEqualTo(1);
		assertThat(count("vstp.reassemblies", "side", "server", "outcome", "expired")).isEqualTo(1);
		assertThat(count("vstp.reassemblies", "side", "server", "outcome", "completed")).isZero();
	}

	@Test
	void shouldRecordRoundTripsAndCongestionWindows() {
		this.meters.rttMeasured(Side.CLIENT, Transport.UDP, 2_000_000);
		this.meters.rttMeasured(Side.CLIENT, Transport.UDP, 4_000_000);
		this.meters.congestionWindow(Side.CLIENT, 12_000);
		assertThat(this.registry.get("vstp.rtt").tags("side", "client", "transport", "udp").timer())
			.satisfies((rtt) -> {
				assertThat(rtt.count()).isEqualTo(2);
				assertThat(rtt.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
			});
		assertThat(this.registry.get("vstp.congestion.window").tags("side", "client").summary().max())
			.isEqualTo(12_000);
	}

	@Test
	void shouldCountWhatIsDroppedAndSentAgain() {
		this.meters.datagramDropped(Side.SERVER, DropReason.TOO_LARGE);
		this.meters.datagramDropped(Side.SERVER, DropReason.NOT_VALIDATED);
		this.meters.datagramDropped(Side.SERVER, DropReason.NOT_VALIDATED);
		this.meters.retransmitted(Side.CLIENT, 3);
		this.meters.retransmitted(Side.CLIENT, 4);
		assertThat(count("vstp.datagrams.dropped", "side", "server", "reason", "too-large")).isEqualTo(1);
		assertThat(count("vstp.datagrams.dropped", "side", "server", "reason", "not-validated")).isEqualTo(2);
		assertThat(count("vstp.retransmissions", "side", "server")).isZero();
		assertThat(count("vstp.retransmissions", "side", "client")).isEqualTo(7);
	}

	@Test
	void shouldBeginDatagramMetersAtZeroWhenSomethingElseHappenedOverUdp() {
		this.meters.sessionOpened(Side.CLIENT, Transport.TCP);
		assertThat(this.registry.find("vstp.retransmissions").counters()).isEmpty();
		this.meters.sessionOpened(Side.SERVER, Transport.UDP);
		assertThat(count("vstp.retransmissions", "side", "server")).isZero();
		assertThat(count("vstp.datagrams.dropped", "side", "server", "reason", "malformed")).isZero();
	}

	@Test
	void shouldTimeHandlersByOutcome() {
		this.meters.handlerCompleted("Sensors#reading", Transport.TCP, null, Duration.ofMillis(2).toNanos());
		this.meters.handlerCompleted("Sensors#reading", Transport.TCP, null, Duration.ofMillis(4).toNanos());
		this.meters.handlerCompleted("Sensors#reading", Transport.TCP, ErrorCode.HANDLER_FAILED, 1);
		this.meters.handlerCompleted("Files#store", Transport.TCP, null, 1);
		assertThat(this.registry.get("vstp.handler")
			.tags("handler", "Sensors#reading", "transport", "tcp", "error", "none")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
		assertThat(this.registry.get("vstp.handler").tag("error", "handler-failed").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("vstp.handler").timers()).hasSize(3);
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).counter().count();
	}

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	@Test
	void shouldTellWhichTransportWasChosenAndWhy() {
		this.meters.transportSwitched("telemetry",
				new TransportSwitch(MessageKind.LONG, null, Transport.TCP, SwitchReason.PROBED, 0, 1));
		this.meters.transportSwitched("telemetry",
				new TransportSwitch(MessageKind.LONG, Transport.TCP, Transport.UDP, SwitchReason.FAILOVER, 0, 0.6));
		assertThat(chosen("long", "udp")).isEqualTo(1);
		assertThat(chosen("long", "tcp")).isZero();
		assertThat(chosen("reliable", "udp")).isZero();
		assertThat(this.registry.get("vstp.transport.switches")
			.tags("destination", "telemetry", "kind", "long", "from", "none", "to", "tcp", "reason", "probed")
			.counter()
			.count()).isEqualTo(1);
		assertThat(this.registry.get("vstp.transport.switches")
			.tags("from", "tcp", "to", "udp", "reason", "failover")
			.counter()
			.count()).isEqualTo(1);
	}

	private double chosen(String kind, String transport) {
		return this.registry.get("vstp.transport.chosen")
			.tags("destination", "telemetry", "kind", kind, "transport", transport)
			.gauge()
			.value();
	}

}
