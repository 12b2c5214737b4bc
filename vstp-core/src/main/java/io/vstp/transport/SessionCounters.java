package io.vstp.transport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a session has carried so far. The numbers are read one after the other, so that
 * they need not belong to the same moment.
 *
 * @param framesReceived how many frames came in; over UDP, datagrams with a frame
 * @param bytesReceived how many bytes these frames have on the wire
 * @param framesSent how many frames were handed to the transport; over UDP, datagrams
 * with a frame
 * @param bytesSent how many bytes these frames have on the wire
 * @param retransmissions how many datagrams were sent again; always 0 over TCP, where the
 * operating system does that
 * @param rtt what the round trip takes, smoothed, or {@code null} where nothing was
 * measured, as over TCP
 * @param congestionWindow how many bytes of long messages may be under way to the peer, 0
 * where none was acknowledged yet
 */
public record SessionCounters(long framesReceived, long bytesReceived, long framesSent, long bytesSent,
		long retransmissions, @Nullable Duration rtt, long congestionWindow) {

}
