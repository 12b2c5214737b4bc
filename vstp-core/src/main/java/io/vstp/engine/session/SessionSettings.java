package io.vstp.engine.session;

import io.vstp.frame.Headers;

/**
 * What a session engine has to know. All times are nanoseconds; 0 switches off what they
 * bound.
 *
 * @param sessionId the session's name, which a server's WELCOME says
 * @param maxFrameLength the longest frame that this end accepts, in bytes
 * @param keepAlive after how much silence a greeted peer gets a PING
 * @param idleTimeout after how much silence an ungreeted peer is disconnected
 * @param handshakeTimeout how long to wait for HELLO or WELCOME
 * @param linger how long to wait for the peer to close after this end has said its last
 * @param helloInterval after how long HELLO is said again, where it may get lost
 * @param hello what HELLO or WELCOME says besides
 * @param capabilities what this end is able to do, as {@code vstp-caps} says it
 */
public record SessionSettings(String sessionId, int maxFrameLength, long keepAlive, long idleTimeout,
		long handshakeTimeout, long linger, long helloInterval, Headers hello, String capabilities) {

}
