package io.vstp.demo.sensors;

/**
 * Somebody asks for a sensor that has not sent a reading. Its message goes to the peer.
 */
class UnknownSensorException extends RuntimeException {

	UnknownSensorException(String id) {
		super("No sensor '%s' has sent a reading".formatted(id));
	}

}
