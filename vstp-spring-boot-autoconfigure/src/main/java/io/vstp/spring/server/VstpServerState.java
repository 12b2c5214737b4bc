package io.vstp.spring.server;

/**
 * What a {@link VstpServerLifecycle} is doing.
 */
public enum VstpServerState {

	/** Not started yet. */
	NEW,

	/** Started without opening anything, for there are no handlers. */
	UNUSED,

	/** Accepts peers. */
	LISTENING,

	/** Takes nothing new and finishes what is in flight. */
	DRAINING,

	/** Stopped. */
	STOPPED

}
