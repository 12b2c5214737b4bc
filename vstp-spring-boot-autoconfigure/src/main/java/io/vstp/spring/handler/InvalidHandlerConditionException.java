package io.vstp.spring.handler;

import org.jspecify.annotations.Nullable;

/**
 * A condition of a handler cannot be understood, or can never hold. Stops the start-up.
 */
public class InvalidHandlerConditionException extends InvalidHandlerException {

	private final String handler;

	private final String beanName;

	private final String condition;

	private final String reason;

	public InvalidHandlerConditionException(String handler, String beanName, String condition, String reason,
			@Nullable Throwable cause) {
		super("Condition '%s' of handler %s (bean '%s') is invalid: %s".formatted(condition, handler, beanName, reason),
				cause);
		this.handler = handler;
		this.beanName = beanName;
		this.condition = condition;
		this.reason = reason;
	}

	/**
	 * Returns the handler.
	 * @return its description
	 */
	public String handler() {
		return this.handler;
	}

	/**
	 * Returns the bean that has the handler.
	 * @return its name
	 */
	public String beanName() {
		return this.beanName;
	}

	/**
	 * Returns the condition as it was written.
	 * @return its text
	 */
	public String condition() {
		return this.condition;
	}

	/**
	 * Returns what is wrong, and what is expected.
	 * @return a sentence
	 */
	public String reason() {
		return this.reason;
	}

}
