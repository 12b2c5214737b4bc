package io.vstp.spring.test.app;

import io.vstp.spring.annotation.VstpAdvice;

import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

/**
 * Answers for exceptions of all handlers.
 */
@VstpAdvice
class SensorAdvice {

	@MessageExceptionHandler
	String unsupported(UnsupportedOperationException ex) {
		return "advised: " + ex.getMessage();
	}

}
