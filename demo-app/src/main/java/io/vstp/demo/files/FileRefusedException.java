package io.vstp.demo.files;

/**
 * A file, or a part of one, that is not taken. The message is for the sender.
 */
class FileRefusedException extends RuntimeException {

	FileRefusedException(String message) {
		super(message);
	}

}
