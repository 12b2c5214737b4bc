package io.vstp.demo.sensors;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.test.autoconfigure.VstpTest;
import io.vstp.spring.test.client.VstpTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SensorHandler} without a network.
 */
@VstpTest(value = SensorHandler.class, properties = "demo.sensors.max-reading-size=100B")
@EnableConfigurationProperties(SensorsProperties.class)
@Import(SensorStore.class)
class SensorHandlerTests {

	@Autowired
	private VstpTestClient client;

	@Test
	void shouldGiveBackLastReading() {
		report("s-1", "{\"value\":1}");
		report("s-1", "{\"value\":2,\"unit\":\"C\"}");
		assertThat(this.client.header("sensor-id", "s-1").header("op", "latest").exchange()).isReply()
			.hasHeader("content-type", "application/json")
			.hasPayload("{\"value\":2,\"unit\":\"C\"}");
	}

	@Test
	void shouldTellWhenSensorIsUnknown() {
		assertThat(this.client.header("sensor-id", "nobody").header("op", "latest").exchange())
			.isError(ErrorCode.HANDLER_FAILED)
			.errorMessage()
			.contains("nobody");
	}

	@Test
	void shouldRefuseReadingWhenItIsLongOrNoObject() {
		String reading = "{\"text\":\"%s\"}".formatted("x".repeat(100));
		assertThat(this.client.header("sensor-id", "s-2").payload(reading.getBytes()).exchange())
			.isError(ErrorCode.HANDLER_FAILED)
			.errorMessage()
			.contains("100B");
		assertThat(this.client.header("sensor-id", "s-2").payload("[1]".getBytes()).exchange())
			.isError(ErrorCode.INVALID_PAYLOAD);
	}

	private void report(String sensor, String reading) {
		assertThat(this.client.header("sensor-id", sensor).payload(reading.getBytes()).sendWithAck()).isAcknowledged();
	}

}
