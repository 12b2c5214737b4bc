package io.vstp.spring.docs;

import io.vstp.spring.test.relay.AutoConfigureVstpRelay;
import io.vstp.spring.test.relay.VstpRelays;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The relay in {@code docs/testing.md}.
 */
@SpringBootTest(properties = "vstp.server.tcp.port=0")
@AutoConfigureVstpRelay(value = "telemetry", toLocalServer = true)
class ReporterIT {

	@Autowired
	private Reporter reporter;

	@Autowired
	private Readings readings;

	@Autowired
	private VstpRelays relays;

	@AfterEach
	void reset() {
		this.relays.reset();
	}

	@Test
	void shouldReportAgainWhenServerIsBack() {
		this.relays.tcp("telemetry").cut();
		assertThatExceptionOfType(VstpConnectionException.class)
			.isThrownBy(() -> this.reporter.report("temp-001", new Reading(20)));
		this.relays.tcp("telemetry").restore();
		await().ignoreExceptions().untilAsserted(() -> this.reporter.report("temp-001", new Reading(21)));
		await().untilAsserted(() -> assertThat(this.readings.latest("temp-001")).isEqualTo(new Reading(21)));
	}

}
