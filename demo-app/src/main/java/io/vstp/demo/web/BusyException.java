package io.vstp.demo.web;

/**
 * Something cannot be done now, for as much of its kind is under way as may be. The
 * message is for people.
 */
public class BusyException extends RuntimeException {

	public BusyException(String message) {
		super(message);
	}

}
