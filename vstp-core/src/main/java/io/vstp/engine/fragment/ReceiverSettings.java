package io.vstp.engine.fragment;

/**
 * What a receiver has to know. Times are nanoseconds, lengths bytes.
 *
 * @param maxDatagram the longest datagram to send, which bounds a progress ACK
 * @param maxMessage the longest payload of a message
 * @param maxFragments the most fragments of a message
 * @param maxReassemblies how many messages of the peer may be unfinished
 * @param window how many bytes of a message the peer may have under way
 * @param reassemblyTimeout after how long without a new fragment an unfinished message is
 * dropped
 * @param dedupWindow for how long a message is known again
 * @param maxRemembered how many messages are known again
 * @param extensions whether fragments that offer the extensions get progress ACKs
 */
public record ReceiverSettings(int maxDatagram, int maxMessage, int maxFragments, int maxReassemblies, int window,
		long reassemblyTimeout, long dedupWindow, int maxRemembered, boolean extensions) {

}
