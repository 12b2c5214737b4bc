package io.vstp.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;

/**
 * A UDP peer on a plain socket that knows part 1 of the protocol and nothing else, both
 * as the crate's server and as its client. Whatever part 1 does not allow is noted as an
 * error, more strictly than the crate does. One thread at a time may send.
 */
public final class Part1UdpPeer implements AutoCloseable {

	/** Of longer datagrams the rest is cut off. */
	public static final int MAX_RECEIVED = 2_400;

	/** Longer frames go out in fragments. */
	public static final int MAX_SENT = 1_200;

	/** Transmissions after the first. */
	public static final int RETRIES = 3;

	private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration RETRY_DELAY = Duration.ofMillis(100);

	private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));

	private final Part1Reassembly reassembly = new Part1Reassembly();

	private final Part1Fragmenter fragmenter = new Part1Fragmenter();

	private final List<Message> messages = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Message> toTake = new LinkedBlockingQueue<>();

	private final List<Part1Frame> acks = new CopyOnWriteArrayList<>();

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

	private final Thread thread = new Thread(this::run, "part1-udp-peer");

	private volatile boolean acknowledging = true;

	private volatile int datagrams;

	private volatile int openSessions;

	private int lastMsgId;

	private Part1UdpPeer() throws IOException {
		// More than the crate asks for, so that a test loses nothing by chance.
		this.socket.setReceiveBufferSize(4 * 1024 * 1024);
		this.thread.setDaemon(true);
	}

	/**
	 * Opens a peer on loopback.
	 * @return a peer that receives
	 * @throws IOException if there is no port for it
	 */
	public static Part1UdpPeer open() throws IOException {
		Part1UdpPeer peer = new Part1UdpPeer();
		peer.thread.start();
		return peer;
	}

	public InetSocketAddress address() {
		return (InetSocketAddress) this.socket.getLocalSocketAddress();
	}

	/**
	 * Sets whether REQ_ACK is answered.
	 * @param acknowledging {@code false} for a peer that might as well not be there;
	 * default {@code true}
	 * @return this peer
	 */
	public Part1UdpPeer acknowledging(boolean acknowledging) {
		this.acknowledging = acknowledging;
		return this;
	}

	/**
	 * Returns what came, ACKs excepted.
	 * @return whole messages, each as often as it came, in the order of their completion
	 */
	public List<Message> messages() {
		return List.copyOf(this.messages);
	}

	/**
	 * Waits for a message that was not taken before.
	 * @param timeout how long
	 * @return the message, or {@code null} if none comes
	 * @throws InterruptedException if interrupted
	 */
	public Message take(Duration timeout) throws InterruptedException {
		return this.toTake.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	public List<Part1Frame> acks() {
		return List.copyOf(this.acks);
	}

	/**
	 * Returns what the sender did that part 1 does not allow.
	 * @return descriptions, none if all is well
	 */
	public List<String> errors() {
		return List.copyOf(this.errors);
	}

	/**
	 * Returns how many datagrams came, whatever was in them.
	 * @return the number
	 */
	public int datagrams() {
		return this.datagrams;
	}

	/**
	 * Returns how many messages have begun to arrive and are not whole.
	 * @return the number
	 */
	public int openSessions() {
		return this.openSessions;
	}

	/**
	 * Sends a frame as the crate's client does: where it is longer than
	 * {@value #MAX_SENT} bytes, in "fragments" that each hold the whole payload.
	 * @param to where to
	 * @param frame the frame
	 * @throws IOException if a datagram is too long for UDP
	 */
	public void send(SocketAddress to, Part1Frame frame) throws IOException {
		sendAll(to, this.fragmenter.asCrate(frame));
	}

	/**
	 * Sends a frame in fragments as the protocol means them.
	 * @param to where to
	 * @param frame the frame
	 * @param length bytes of payload in each fragment but the last
	 * @throws IOException if a datagram is too long for UDP
	 */
	public void sendInFragments(SocketAddress to, Part1Frame frame, int length) throws IOException {
		sendAll(to, this.fragmenter.inPieces(frame, length));
	}

	/**
	 * Sends bytes as they are.
	 * @param to where to
	 * @param datagram the bytes
	 * @throws IOException if they are too many for UDP
	 */
	public void send(SocketAddress to, byte[] datagram) throws IOException {
		sendAll(to, List.of(datagram));
	}

	/**
	 * Sends a frame as the crate's {@code send_with_ack} does: with the next
	 * {@code msg-id}, from 1 on, and up to {@value #RETRIES} times again, byte for byte
	 * the same, when there is no ACK within two seconds.
	 * @param to where to
	 * @param frame the frame, without REQ_ACK and {@code msg-id}
	 * @return whether the ACK came
	 * @throws IOException if a datagram is too long for UDP
	 * @throws InterruptedException if interrupted
	 */
	public boolean sendWithAck(SocketAddress to, Part1Frame frame) throws IOException, InterruptedException {
		String msgId = String.valueOf(++this.lastMsgId);
		CountDownLatch ack = new CountDownLatch(1);
		this.awaited.put(msgId, ack);
		try {
			List<byte[]> sent = this.fragmenter
				.asCrate(frame.withFlags(frame.flags() | FrameFlags.REQ_ACK).withHeader(HeaderNames.MSG_ID, msgId));
			for (int i = 0; i <= RETRIES; i++) {
				if (i > 0 && ack.await(RETRY_DELAY.toMillis() << (i - 1), TimeUnit.MILLISECONDS)) {
					return true;
				}
				sendAll(to, sent);
				if (ack.await(ACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
					return true;
				}
			}
			return false;
		}
		finally {
			this.awaited.remove(msgId);
		}
	}

	private void sendAll(SocketAddress to, List<byte[]> datagrams) throws IOException {
		for (byte[] datagram : datagrams) {
			this.socket.send(new DatagramPacket(datagram, datagram.length, to));
		}
	}

	private void run() {
		DatagramPacket packet = new DatagramPacket(new byte[MAX_RECEIVED], MAX_RECEIVED);
		try {
			while (!this.socket.isClosed()) {
				packet.setLength(MAX_RECEIVED);
				this.socket.receive(packet);
				received(packet.getSocketAddress(), Arrays.copyOf(packet.getData(), packet.getLength()));
			}
		}
		catch (SocketException ex) {
			// Closed.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void received(SocketAddress source, byte[] datagram) throws IOException {
		this.datagrams = this.datagrams + 1;
		try {
			Part1Frame frame = this.reassembly.add(source, Part1Frame.decode(datagram), System.nanoTime());
			this.openSessions = this.reassembly.size();
			if (frame != null) {
				received(source, frame);
			}
		}
		catch (IllegalArgumentException ex) {
			this.errors.add(ex.getMessage());
		}
	}

	private void received(SocketAddress source, Part1Frame frame) throws IOException {
		String msgId = frame.headers().get(HeaderNames.MSG_ID);
		if (frame.type() == FrameType.ACK) {
			this.acks.add(frame);
			Part1Frame.check(msgId != null && frame.headers().size() == 1 && frame.payload().length == 0,
					"an ACK that has more or less than msg-id: %s", frame);
			this.awaited.getOrDefault(msgId, new CountDownLatch(1)).countDown();
			return;
		}
		// Noted first, so that whoever has the ACK finds the message; decided before, so
		// that
		// whoever has the message may decide otherwise for the next.
		boolean acknowledges = this.acknowledging;
		Message message = new Message(source, frame);
		this.messages.add(message);
		this.toTake.add(message);
		if (frame.has(FrameFlags.REQ_ACK) && msgId == null) {
			this.errors.add("REQ_ACK without msg-id: " + frame);
		}
		else if (frame.has(FrameFlags.REQ_ACK) && acknowledges) {
			send(source,
					new Part1Frame(FrameType.ACK, FrameFlags.NONE, Map.of(HeaderNames.MSG_ID, msgId), new byte[0]));
		}
	}

	@Override
	public void close() {
		this.socket.close();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A whole message.
	 *
	 * @param source who sent it
	 * @param frame the message, without what made it a fragment
	 */
	public record Message(SocketAddress source, Part1Frame frame) {
	}

}
