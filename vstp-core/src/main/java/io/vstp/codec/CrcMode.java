package io.vstp.codec;

/**
 * When a frame on a stream carries a CRC-32 trailer (docs/protocol.md, "CRC"). Both ends
 * must use the same mode.
 */
public enum CrcMode {

	/** On every frame, whatever its CRC flag says: what the published crate does. */
	ALWAYS,

	/** On frames with the CRC flag alone. */
	FLAGGED

}
