package io.vstp.spring.client;

/**
 * What a push waits for.
 */
public enum VstpPushKind {

	/** That the sessions take its frame. */
	SEND,

	/** That the peers acknowledge its frame. */
	SEND_WITH_ACK

}
