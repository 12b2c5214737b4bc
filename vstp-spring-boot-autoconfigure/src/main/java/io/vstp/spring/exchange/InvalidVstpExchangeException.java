package io.vstp.spring.exchange;

/**
 * No client can be made of an interface.
 */
public class InvalidVstpExchangeException extends RuntimeException {

	private final String action;

	/**
	 * Creates an exception.
	 * @param message what is wrong, and where: a sentence
	 * @param action what to do about it: a sentence
	 */
	public InvalidVstpExchangeException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * Returns what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
