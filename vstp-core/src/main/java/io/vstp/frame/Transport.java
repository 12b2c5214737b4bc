package io.vstp.frame;

/**
 * What carries the frames.
 */
public enum Transport {

	/** A TCP connection, plain or with TLS. */
	TCP,

	/** UDP datagrams. */
	UDP

}
