package io.vstp.transport.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;

/**
 * Sends a first fragment from each of very many addresses, as somebody would who forges
 * them; half of them with the offer of the extensions. What comes back to them is
 * counted.
 */
final class SpoofedFlood {

	/** So many in each net of 256, where the last is for broadcasts. */
	private static final int HOSTS = 200;

	/** How many sockets are open at a time. */
	private static final int OPEN = 500;

	/** How far to be ahead of the server, whose buffer would lose what is more. */
	private static final int AHEAD = 400;

	private static final long MAX_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

	private final InetSocketAddress server;

	private final LongSupplier handled;

	private final Deque<Source> open = new ArrayDeque<>();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);

	private volatile int sent;

	private volatile boolean stopped;

	private long sentBytes;

	private long receivedBytes;

	private double worst;

	/**
	 * Creates a flood.
	 * @param server where to
	 * @param handled how many datagrams the server has seen, at the least
	 */
	SpoofedFlood(InetSocketAddress server, LongSupplier handled) {
		this.server = server;
		this.handled = handled;
	}

	/**
	 * Sends until it is stopped.
	 * @param max from how many addresses at the most
	 */
	void run(int max) {
		try {
			sendAll(max);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void stop() {
		this.stopped = true;
	}

	private void sendAll(int max) throws IOException {
		long before = this.handled.getAsLong();
		for (int i = 0; i < max && !this.stopped; i++) {
			if (this.open.size() == OPEN) {
				close(this.open.remove());
			}
			this.open.add(send(i));
			this.sent = i + 1;
			long end = System.nanoTime() + MAX_WAIT;
			while (this.handled.getAsLong() - before < i - AHEAD && System.nanoTime() - end < 0) {
				LockSupport.parkNanos(50_000);
			}
		}
		while (!this.open.isEmpty()) {
			close(this.open.remove());
		}
	}

	private Source send(int number) throws IOException {
		int net = number / HOSTS;
		byte[] host = { 127, (byte) (1 + (net >> 8)), (byte) net, (byte) (1 + number % HOSTS) };
		DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
		channel.configureBlocking(false);
		channel.bind(new InetSocketAddress(InetAddress.getByAddress(host), 0));
		byte[] datagram = fragment(number);
		channel.send(ByteBuffer.wrap(datagram), this.server);
		this.sentBytes += datagram.length;
		return new Source(channel, datagram.length);
	}

	private static byte[] fragment(int number) {
		boolean extended = number % 2 == 0;
		var frame = UdpProbe
			.frame(FrameType.DATA, FrameFlags.FRAG | FrameFlags.REQ_ACK, new byte[1_000], "msg-id", "" + number)
			.withHeader("frag-id", extended ? 1_000 + number : number & 255)
			.withHeader("frag-index", 0)
			.withHeader("frag-total", extended ? 100_000 : 255);
		return (extended ? frame.withHeader("vx", 1) : frame).encode();
	}

	private void close(Source source) throws IOException {
		long received = 0;
		this.buffer.clear();
		while (source.channel.receive(this.buffer) != null) {
			received += this.buffer.position();
			this.buffer.clear();
		}
		source.channel.close();
		this.receivedBytes += received;
		this.worst = Math.max(this.worst, (double) received / source.sentBytes);
	}

	/**
	 * Returns from how many addresses something was sent.
	 * @return the number, on any thread
	 */
	int sent() {
		return this.sent;
	}

	long sentBytes() {
		return this.sentBytes;
	}

	long receivedBytes() {
		return this.receivedBytes;
	}

	/**
	 * Returns how many bytes an address got for each byte that it sent, at the most.
	 * @return a factor
	 */
	double worst() {
		return this.worst;
	}

	private record Source(DatagramChannel channel, int sentBytes) {

	}

}
