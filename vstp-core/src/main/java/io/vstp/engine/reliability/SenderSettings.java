package io.vstp.engine.reliability;

/**
 * What a sender has to know. Times are nanoseconds, lengths bytes.
 *
 * @param retries when what wants an ACK is sent again
 * @param maxDatagram the longest datagram
 * @param maxMessage the longest payload of a message
 * @param trailer how long the CRC trailer of a datagram is
 * @param allowFragments whether messages that do not fit into a datagram may be sent
 * @param extensions whether the peer may know more than part 1: without, nothing but the
 * crate's scheme is used
 * @param maxUnacknowledged how many small frames may be under way without their ACK;
 * further ones wait
 * @param maxPending how many payload bytes may wait or be under way; what comes on top is
 * refused, a single message never
 * @param stallTimeout after how long without any progress a long message is given up
 */
public record SenderSettings(RetryPolicy retries, int maxDatagram, int maxMessage, int trailer, boolean allowFragments,
		boolean extensions, int maxUnacknowledged, long maxPending, long stallTimeout) {

}
