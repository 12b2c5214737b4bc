package io.vstp.transport.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.util.internal.PlatformDependent;
import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.Exchange;
import io.vstp.transport.ManagedSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What those can have who say that they know the extensions, and never show that their
 * address is their own.
 */
class UdpStrangersIT {

	private static final int REPLY = 8_000;

	private static final long MAX_HELD = 1024 * 1024;

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	@Test
	void shouldKeepLittleWhenRepliesAreLongerThanMayBeSent() throws Exception {
		VstpServer server = this.endpoints.udpServer(
				(exchange) -> exchange.reply(Frame.data(Headers.EMPTY, new byte[REPLY])),
				(options) -> options.maxUnvalidatedBytes(MAX_HELD).maxUnvalidatedBytesPerPeer(MAX_HELD / 4));
		VstpClient friend = this.endpoints.udpClient(server);
		friend.exchange(Frame.data(Headers.EMPTY, "hello"), null).join().release();
		long before = PlatformDependent.usedDirectMemory();
		try (Strangers strangers = new Strangers(10, server.address(Transport.UDP))) {
			for (int i = 0; i < 1_000; i++) {
				strangers.request(i);
			}
			friend.exchange(Frame.data(Headers.EMPTY, "still there?"), null).join().release();
			long pending = server.sessions()
				.stream()
				.mapToLong((session) -> ((ManagedSession) session).pendingBytes())
				.sum();
			assertThat(pending).as("what the senders hold").isLessThan(MAX_HELD);
			assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(64 * MAX_HELD);
		}
	}

	@Test
	void shouldHaveRoomForOthersWhenHandlersAreSlow() throws Exception {
		ConcurrentLinkedQueue<Exchange> held = new ConcurrentLinkedQueue<>();
		VstpServer server = this.endpoints.udpServer((exchange) -> {
			if ("friend".equals(exchange.frame().header("from"))) {
				exchange.reply(Frame.data(Headers.EMPTY, "yes"));
			}
			else {
				held.add(exchange);
			}
		}, (options) -> options.maxUnvalidatedInFlight(20));
		VstpClient friend = this.endpoints.udpClient(server);
		try (Strangers strangers = new Strangers(4, server.address(Transport.UDP))) {
			for (int i = 0; i < 200; i++) {
				strangers.request(i);
			}
			await().until(() -> held.size() >= 20);
			Frame reply = friend.exchange(Frame.data(Headers.of("from", "friend", "addr", "any"), "there?"), null)
				.join();
			assertThat(reply.payloadText()).isEqualTo("yes");
			reply.release();
			assertThat(held).hasSize(20);
		}
		finally {
			held.forEach(Exchange::complete);
		}
	}

	/**
	 * Sockets that send and never read.
	 */
	private static final class Strangers implements AutoCloseable {

		private final List<DatagramSocket> sockets = new ArrayList<>();

		private final InetSocketAddress server;

		Strangers(int count, InetSocketAddress server) throws IOException {
			this.server = new InetSocketAddress("127.0.0.1", server.getPort());
			for (int i = 0; i < count; i++) {
				this.sockets.add(new DatagramSocket());
			}
		}

		void request(int number) throws IOException {
			String id = Integer.toString(number);
			Headers headers = Headers.of("msg-id", id, "correlation-id", id, "vx", "1");
			byte[] bytes = RawPeer.encode(Frame.data(headers, "x").withFlags(FrameFlags.REQ_ACK));
			this.sockets.get(number % this.sockets.size()).send(new DatagramPacket(bytes, bytes.length, this.server));
		}

		@Override
		public void close() {
			this.sockets.forEach(DatagramSocket::close);
		}

	}

}
