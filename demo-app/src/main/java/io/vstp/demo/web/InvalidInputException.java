package io.vstp.demo.web;

/**
 * Somebody has sent what makes no sense. The message says what, and what would.
 */
public class InvalidInputException extends RuntimeException {

	public InvalidInputException(String message) {
		super(message);
	}

}
