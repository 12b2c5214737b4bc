package io.vstp.transport.udp;

import java.time.Duration;

import io.vstp.codec.FrameFormat;
import io.vstp.engine.fragment.ReceiverSettings;
import io.vstp.engine.reliability.RetryPolicy;
import io.vstp.engine.reliability.SenderSettings;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpOptions;

/**
 * What the options say, as the engines want to know it.
 *
 * @param sender what senders have to know
 * @param receiver what receivers have to know
 * @param extensions whether peers may know more than part 1
 */
record UdpSettings(SenderSettings sender, ReceiverSettings receiver, boolean extensions) {

	private static final int MAX_WINDOW = 4 * 1024 * 1024;

	private static final int MIN_WINDOW = 16 * 1024;

	/**
	 * Returns the settings of a port.
	 * @param udp how frames are carried
	 * @param session what holds for each session
	 * @param extensions whether peers may know more than part 1
	 * @param receiveBuffer how large the receive buffer of the socket is, in bytes
	 * @return the settings
	 */
	static UdpSettings of(UdpOptions udp, SessionOptions session, boolean extensions, int receiveBuffer) {
		RetryPolicy retries = new RetryPolicy(udp.maxRetries(), nanos(udp.retryDelay()), nanos(udp.maxRetryDelay()),
				nanos(udp.ackTimeout()), udp.jitter());
		SenderSettings sender = new SenderSettings(retries, udp.maxDatagram(), udp.maxMessage(),
				udp.useCrc() ? FrameFormat.TRAILER_LENGTH : 0, udp.allowFragments(), extensions,
				udp.maxUnacknowledged(), maxPending(udp, session), nanos(udp.stallTimeout()));
		// The kernel counts about twice what a datagram holds.
		int window = Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, receiveBuffer / 2));
		ReceiverSettings receiver = new ReceiverSettings(udp.maxDatagram(), udp.maxMessage(), udp.maxFragments(),
				udp.maxReassemblies(), window, nanos(udp.reassemblyTimeout()), nanos(udp.dedupWindow()),
				udp.maxRemembered(), extensions);
		return new UdpSettings(sender, receiver, extensions);
	}

	/**
	 * Returns how many bytes may wait: short messages go on while the longest one is
	 * under way.
	 * @param udp how frames are carried
	 * @param session what holds for each session
	 * @return bytes
	 */
	static long maxPending(UdpOptions udp, SessionOptions session) {
		return session.maxPendingWrite() + udp.maxMessage();
	}

	private static long nanos(Duration duration) {
		return duration.toNanos();
	}

}
