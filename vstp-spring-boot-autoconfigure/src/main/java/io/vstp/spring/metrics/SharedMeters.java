package io.vstp.spring.metrics;

import java.util.Collection;

import io.vstp.frame.Transport;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.VstpSession;

/**
 * What the gauges of servers and of clients have in common.
 */
final class SharedMeters {

	static final String PENDING = "vstp.sessions.pending.bytes";

	static final String PENDING_TEXT = "Bytes that wait to be sent or, over UDP, to be acknowledged";

	static final String REASSEMBLY = "vstp.reassembly.bytes";

	static final String REASSEMBLY_TEXT = "Bytes that unfinished messages take, or that are kept free for them";

	static final String REASSEMBLY_MAX = "vstp.reassembly.bytes.max";

	static final String REASSEMBLY_MAX_TEXT = "How many bytes unfinished messages may take";

	private SharedMeters() {
	}

	static long pendingBytes(Collection<VstpSession> sessions, Transport transport) {
		long bytes = 0;
		for (VstpSession session : sessions) {
			if (session.transport() == transport && session instanceof ManagedSession managed) {
				bytes += managed.pendingBytes();
			}
		}
		return bytes;
	}

}
