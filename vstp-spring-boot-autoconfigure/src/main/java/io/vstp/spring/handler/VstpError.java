package io.vstp.spring.handler;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;

import org.springframework.util.Assert;

/**
 * An ERR to answer a frame with.
 *
 * @param code what is wrong: one of {@link ErrorCode} or the application's own, not
 * empty, at most 255 bytes
 * @param message what is wrong, for people; cut where it is longer than 255 bytes
 * @param details further headers, none that an ERR has anyway; left out over UDP where
 * they make the ERR longer than a datagram
 */
public record VstpError(String code, String message, Headers details) {

	public VstpError {
		Assert.hasText(code, "An ERR must have a code");
		// Checks the length, too.
		Headers.of("code", code);
	}

	/**
	 * Returns an ERR with one of the protocol's codes.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @return an ERR
	 */
	public static VstpError of(ErrorCode code, String message) {
		return of(code.code(), message);
	}

	/**
	 * Returns an ERR with any code.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @return an ERR
	 */
	public static VstpError of(String code, String message) {
		return new VstpError(code, message, Headers.EMPTY);
	}

	/**
	 * Adds a header.
	 * @param name its name, at most 255 bytes
	 * @param value its value, at most 255 bytes
	 * @return the same with the header behind those it has
	 */
	public VstpError withDetail(String name, String value) {
		return new VstpError(this.code, this.message, this.details.toBuilder().add(name, value).build());
	}

}
