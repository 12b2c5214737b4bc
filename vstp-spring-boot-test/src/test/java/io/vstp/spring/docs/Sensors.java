package io.vstp.spring.docs;

import io.vstp.spring.annotation.VstpHandler;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * Handles the frames of sensors.
 */
@VstpHandler("sensor-id")
class Sensors {

	private final Readings readings;

	Sensors(Readings readings) {
		this.readings = readings;
	}

	@VstpHandler("op=report")
	void report(@Header("sensor-id") String id, @Payload Reading reading) {
		this.readings.save(id, reading);
	}

	@VstpHandler("op=latest")
	Reading latest(@Header("sensor-id") String id) {
		return this.readings.latest(id);
	}

}
