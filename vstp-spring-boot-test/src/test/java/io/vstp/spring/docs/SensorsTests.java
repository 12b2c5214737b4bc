package io.vstp.spring.docs;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.test.autoconfigure.VstpTest;
import io.vstp.spring.test.client.VstpTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;

/**
 * The slice in {@code docs/testing.md}.
 */
@VstpTest(Sensors.class)
class SensorsTests {

	@Autowired
	private VstpTestClient client;

	@MockitoBean
	private Readings readings;

	@Test
	void shouldKeepReading() {
		assertThat(this.client.header("sensor-id", "temp-001")
			.header("op", "report")
			.payload(new Reading(21.5))
			.sendWithAck()).isAcknowledged();
		verify(this.readings).save("temp-001", new Reading(21.5));
	}

	@Test
	void shouldReplyWithLatest() {
		given(this.readings.latest("temp-001")).willReturn(new Reading(21.5));
		assertThat(this.client.header("sensor-id", "temp-001").header("op", "latest").exchange()).isReply()
			.hasHeader("content-type", "application/json")
			.hasPayload(new Reading(21.5))
			.json()
			.extractingPath("$.value")
			.isEqualTo(21.5);
	}

	@Test
	void shouldRefuseWhatIsNoReading() {
		assertThat(this.client.header("sensor-id", "temp-001").header("op", "report").payload("warm").exchange())
			.isError(ErrorCode.INVALID_PAYLOAD);
	}

}
