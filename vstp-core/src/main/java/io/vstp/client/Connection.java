package io.vstp.client;

import io.vstp.engine.session.OpenCalls;
import io.vstp.transport.tcp.TcpSession;

/**
 * A session and the calls that wait for an answer over it.
 *
 * @param session the session
 * @param calls the calls
 */
record Connection(TcpSession session, OpenCalls calls) {

}
