package io.vstp.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Transport;
import io.vstp.spring.server.Endpoint;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.ManagedSession;
import io.vstp.transport.SessionCounters;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * Describes sessions.
 */
final class SessionDescriptions {

	private SessionDescriptions() {
	}

	static VstpDescriptor.Sessions of(@Nullable VstpSessions sessions, int limit) {
		if (sessions == null) {
			return new VstpDescriptor.Sessions(0, limit, List.of());
		}
		Instant now = Instant.now();
		return new VstpDescriptor.Sessions(sessions.count(), limit,
				sessions.stream((session) -> true).limit(limit).map((session) -> describe(session, now)).toList());
	}

	private static VstpDescriptor.Session describe(VstpSession session, Instant now) {
		Duration age = Duration.between(session.openedAt(), now).truncatedTo(ChronoUnit.MILLIS);
		ManagedSession managed = (session instanceof ManagedSession known) ? known : null;
		return new VstpDescriptor.Session(session.id(), Names.of(session.transport()),
				Endpoint.describe(session.remoteAddress()), session.openedAt(), age.isNegative() ? Duration.ZERO : age,
				session.isGreeted(), session.greeting().get(HeaderNames.CLIENT_ID), session.isWritable(),
				(managed != null) ? managed.pendingBytes() : 0, (managed != null) ? describe(managed) : null);
	}

	private static VstpDescriptor.Counters describe(ManagedSession session) {
		SessionCounters counters = session.counters();
		boolean udp = session.transport() == Transport.UDP;
		Duration rtt = counters.rtt();
		long window = counters.congestionWindow();
		return new VstpDescriptor.Counters(counters.framesReceived(), counters.bytesReceived(), counters.framesSent(),
				counters.bytesSent(), udp ? counters.retransmissions() : null,
				(rtt != null) ? rtt.toNanos() / Names.NANOS_PER_MILLI : null, (window > 0) ? window : null);
	}

}
