package io.vstp.engine.select;

/**
 * Why a transport was chosen.
 */
public enum SwitchReason {

	/** The first choice, after the probes. */
	PROBED,

	/** The other one does not work any more. */
	FAILOVER,

	/** It has been better than the other one by the margin. */
	BETTER

}
