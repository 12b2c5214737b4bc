package io.vstp.demo.sensors;

/**
 * A reading that is not taken. The message is for the sender.
 */
class ReadingRefusedException extends RuntimeException {

	ReadingRefusedException(String message) {
		super(message);
	}

}
