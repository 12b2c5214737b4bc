package io.vstp.engine.fragment;

/**
 * Why something that came in by a datagram was dropped.
 */
public enum DropReason {

	/** It is not a frame, or a fragment that makes no sense. */
	MALFORMED,

	/** It came before. */
	DUPLICATE,

	/** It is longer than this end accepts. */
	TOO_LARGE,

	/** A budget is full. */
	OVERLOADED,

	/** The peer has not shown that it receives what is sent to its address. */
	NOT_VALIDATED,

	/** The rest of its message did not come in time. */
	EXPIRED,

	/** Its message was overtaken by others of the same peer, or the session ended. */
	ABANDONED

}
