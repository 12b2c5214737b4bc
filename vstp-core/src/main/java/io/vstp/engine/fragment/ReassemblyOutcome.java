package io.vstp.engine.fragment;

/**
 * How it ended that a message was put together from its fragments.
 */
public enum ReassemblyOutcome {

	/** The message is whole. */
	COMPLETED,

	/** The rest of it did not come in time. */
	EXPIRED,

	/** It is longer than this end accepts, or there is no room for it. */
	REFUSED,

	/** It was overtaken by others of the same peer, or the session ended. */
	ABANDONED

}
