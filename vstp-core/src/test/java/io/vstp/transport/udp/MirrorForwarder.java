package io.vstp.transport.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * Has two servers believe that the other one has sent what comes to them: each sees its
 * datagrams come from the address to which it answers.
 */
final class MirrorForwarder implements AutoCloseable {

	private final DatagramSocket besideOne = open();

	private final DatagramSocket besideOther = open();

	private final SocketAddress one;

	private final Thread[] threads;

	private volatile long lastForwarded = System.nanoTime();

	private volatile int forwarded;

	MirrorForwarder(SocketAddress one, SocketAddress other) throws IOException {
		this.one = one;
		this.threads = new Thread[] { new Thread(() -> run(this.besideOne, this.besideOther, other)),
				new Thread(() -> run(this.besideOther, this.besideOne, one)) };
		for (Thread thread : this.threads) {
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static DatagramSocket open() throws IOException {
		return new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
	}

	/**
	 * Sends something to the first server in the name of the other.
	 * @param datagram what to send
	 * @throws IOException if the socket is broken
	 */
	void throwAtOne(byte[] datagram) throws IOException {
		this.lastForwarded = System.nanoTime();
		this.besideOne.send(new DatagramPacket(datagram, datagram.length, this.one));
	}

	int forwarded() {
		return this.forwarded;
	}

	long lastForwarded() {
		return this.lastForwarded;
	}

	private void run(DatagramSocket from, DatagramSocket by, SocketAddress to) {
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		try {
			while (true) {
				packet.setLength(65_536);
				from.receive(packet);
				packet.setSocketAddress(to);
				count();
				by.send(packet);
			}
		}
		catch (SocketException ex) {
			// Closed.
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private synchronized void count() {
		this.forwarded = this.forwarded + 1;
		this.lastForwarded = System.nanoTime();
	}

	@Override
	public void close() {
		this.besideOne.close();
		this.besideOther.close();
	}

}
