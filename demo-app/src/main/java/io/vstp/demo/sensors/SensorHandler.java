package io.vstp.demo.sensors;

import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.unit.DataSize;

/**
 * Takes readings and gives back the last one. A reading is any JSON object, whether or
 * not a {@code content-type} says so.
 */
@VstpHandler("sensor-id")
class SensorHandler {

	private final SensorStore store;

	private final DataSize maxReadingSize;

	SensorHandler(SensorStore store, SensorsProperties properties) {
		this.store = store;
		this.maxReadingSize = properties.maxReadingSize();
	}

	@VstpHandler("!op")
	void reading(@Header("sensor-id") String id, @Payload ObjectNode reading, Frame frame) {
		if (frame.payload().readableBytes() > this.maxReadingSize.toBytes()) {
			throw new ReadingRefusedException("A reading may have %s at most".formatted(this.maxReadingSize));
		}
		this.store.add(id, reading);
	}

	@VstpHandler("op=latest")
	ObjectNode latest(@Header("sensor-id") String id) {
		return this.store.find(id).map(Sensor::last).orElseThrow(() -> new UnknownSensorException(id));
	}

	// What peers get wrong every day is told to them, and does not fill the log.
	@MessageExceptionHandler({ UnknownSensorException.class, ReadingRefusedException.class })
	Frame refused(RuntimeException ex) {
		return AnswerFrames.error(ErrorCode.HANDLER_FAILED, String.valueOf(ex.getMessage()), Headers.EMPTY);
	}

}
