package io.vstp.observe;

/**
 * Which end of a session this is.
 */
public enum Side {

	/** The end that accepts connections. */
	SERVER,

	/** The end that connects. */
	CLIENT

}
