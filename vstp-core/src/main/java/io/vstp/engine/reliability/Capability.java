package io.vstp.engine.reliability;

/**
 * What is known about the peer.
 */
enum Capability {

	/** Nothing yet. It is offered the extensions. */
	UNKNOWN,

	/** It knows the extensions. */
	EXTENDED,

	/** It knows part 1 only, or the extensions are switched off. */
	PART1

}
