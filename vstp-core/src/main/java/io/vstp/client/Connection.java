package io.vstp.client;

import io.vstp.engine.session.OpenCalls;
import io.vstp.transport.ManagedSession;

/**
 * A session and the calls that wait for an answer over it.
 *
 * @param session the session
 * @param calls the calls
 */
record Connection(ManagedSession session, OpenCalls calls) {

}
