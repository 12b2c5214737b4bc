package io.vstp.interop;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.transport.EventLoops;
import io.vstp.transport.UdpListenerOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many clients at a time, and peers that end and come back.
 */
class CrowdsAndRestartsIT extends AbstractInteropIT {

	private static final int CLIENTS = 50;

	private static final int MESSAGES = 20;

	private static final String NO_RECONNECT = "The crate's clients don't connect again: the application has to make a new "
			+ "one.";

	@RegisterExtension
	static final Section section = new Section("Crowds and restarts");

	@Test
	@Order(1)
	void shouldServeManyClients() throws Exception {
		section.row("50 clients at once, 20 requests each, TCP")
			.cell(() -> crowd(crateServer("tcp-easy-server", ""), Transport.TCP))
			.cell(() -> swarm("tcp", tcpPort(server(Inbox.answering()))))
			.cell(() -> swarm("tcp", crateServer("tcp-easy-server", "").port()));
		section.row("50 clients at once, 20 requests each, UDP")
			.cell(() -> crowd(crateServer("udp-easy-server", ""), Transport.UDP))
			.cell(() -> swarm("udp", udpPort(udpServer(Inbox.answering()))))
			.cell(() -> swarm("udp", crateServer("udp-easy-server", "").port()));
	}

	private String crowd(CratePeer server, Transport transport) throws Exception {
		EventLoops eventLoops = this.endpoints.closeLater(EventLoops.create(2, "crowd"));
		Consumer<VstpClientOptions.Builder> shared = (options) -> options.transport(transport)
			.eventLoops(eventLoops)
			.udp(ONCE)
			.callTimeout(CratePeer.PATIENCE);
		List<CompletableFuture<Boolean>> clients = new ArrayList<>();
		var threads = Executors.newFixedThreadPool(CLIENTS);
		try {
			for (int i = 0; i < CLIENTS; i++) {
				int number = i;
				VstpClient client = client(server, shared);
				clients.add(CompletableFuture.supplyAsync(() -> answered(client, number), threads));
			}
			for (CompletableFuture<Boolean> client : clients) {
				if (!await(client)) {
					return "another reply";
				}
			}
			return Section.WORKS;
		}
		finally {
			threads.shutdown();
		}
	}

	private static boolean answered(VstpClient client, int number) {
		for (int i = 0; i < MESSAGES; i++) {
			String text = "\"%d of %d\"".formatted(i, number);
			try {
				if (!exchange(client, Frame.data(Headers.EMPTY, text)).text().equals(text)) {
					return false;
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(text, ex);
			}
		}
		return true;
	}

	private String swarm(String transport, int port) throws Exception {
		Event swarm = CratePeer.swarm(transport, port, CLIENTS, MESSAGES);
		return verdict(swarm.json().path("right").asInt() == CLIENTS * MESSAGES, swarm.toString());
	}

	@Test
	@Order(2)
	void shouldGoOnWhenServerRestarts() throws Exception {
		section.row("The server restarts, TCP: the same client goes on")
			.cell(() -> afterRestart("tcp-server", (server) -> client(server)))
			.cell(() -> oursRestarts(Transport.TCP), NO_RECONNECT)
			.cell(() -> crateRestarts("tcp"), NO_RECONNECT);
		section.row("The server restarts, UDP: the same client goes on")
			.cell(() -> afterRestart("udp-server", (server) -> udpClient(server)))
			.cell(() -> oursRestarts(Transport.UDP))
			.cell(() -> crateRestarts("udp"));
	}

	private String afterRestart(String role, Function<CratePeer, VstpClient> connector) throws Exception {
		CratePeer server = crateServer(role, "data");
		VstpClient client = connector.apply(server);
		exchange(client, Frame.data(Headers.EMPTY, "before"));
		restart(server, role);
		// What crosses with the end of the old one may fail.
		Awaitility.await()
			.atMost(CratePeer.PATIENCE)
			.ignoreExceptions()
			.until(() -> exchange(client, Frame.data(Headers.EMPTY, "after")).text().equals("after"));
		return Section.WORKS;
	}

	private void restart(CratePeer server, String role) throws Exception {
		server.close();
		this.endpoints.closeLater(CratePeer.start(role, "--bind", "127.0.0.1:" + server.port(), "--answer", "data"));
	}

	private String oursRestarts(Transport transport) throws Exception {
		VstpServer server = (transport == Transport.TCP) ? server(Inbox.answering()) : udpServer(Inbox.answering());
		InetSocketAddress address = server.address(transport);
		String role = transport.name().toLowerCase(Locale.ROOT) + "-client";
		CratePeer client = crateClient(role, address.getPort());
		client.ask("send", "text", "before");
		client.ask("recv");
		server.close();
		this.endpoints.server(Inbox.answering(), (options) -> options.bindAddress(address)
			.tcp(transport == Transport.TCP)
			.udp((transport == Transport.UDP) ? UdpListenerOptions.builder().bindAddress(address).build() : null));
		return goesOn(client, role, address.getPort());
	}

	private String crateRestarts(String transport) throws Exception {
		CratePeer server = crateServer(transport + "-server", "data");
		CratePeer client = crateClient(transport + "-client", server.port());
		client.ask("send", "text", "before");
		client.ask("recv");
		restart(server, transport + "-server");
		return goesOn(client, transport + "-client", server.port());
	}

	private String goesOn(CratePeer client, String role, int port) throws Exception {
		client.ask("send", "text", "after");
		if (client.ask("recv").isFrame("DATA")) {
			return Section.WORKS;
		}
		CratePeer another = crateClient(role, port);
		another.ask("send", "text", "after");
		return another.ask("recv").isFrame("DATA") ? "the connection is lost, a new client is served" : "no reply";
	}

	@Test
	@Order(3)
	void shouldServeClientThatRestarts() throws Exception {
		section.row("The client is killed and starts again, TCP").cell(() -> {
			CratePeer server = crateServer("tcp-server", "data");
			VstpClient client = client(server);
			exchange(client, Frame.data(Headers.EMPTY, "first"));
			client.close();
			return verdict(exchange(client(server), Frame.data(Headers.EMPTY, "again")).text().equals("again"),
					"another reply");
		}).cell(() -> {
			VstpServer server = server(Inbox.answering());
			String again = killedAndAgain(tcpPort(server));
			Awaitility.await().until(() -> server.sessions().size() == 1);
			return again;
		}).cell(() -> killedAndAgain(crateServer("tcp-server", "data").port()));
		section.row("The client starts again on the same UDP port, counts from 1 again, sends something else: handled")
			.cell(() -> {
				CratePeer server = crateServer("udp-server", "");
				for (String text : List.of("first", "again")) {
					VstpClient client = udpClient(server, (options) -> options.udp(ONCE));
					await(client.sendWithAck(Frame.data(Headers.EMPTY, text), null));
					client.close();
				}
				return verdict(texts(server).equals(List.of("first", "again")), "not handled");
			})
			.cell(() -> samePort("first", "again", false))
			.cell(() -> samePort("first", "again", true));
		section.row("The same, and sends the same again: handled again").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			for (int i = 0; i < 2; i++) {
				VstpClient client = udpClient(server, (options) -> options.udp(ONCE));
				await(client.sendWithAck(Frame.data(Headers.EMPTY, "same"), null));
				client.close();
			}
			return verdict(texts(server).equals(List.of("same", "same")), "not handled");
		})
			.cell(() -> samePort("same", "same", false),
					"Address, `msg-id` and bytes are those of a retransmission: nothing tells the two apart, and for a "
							+ "minute (`dedup-window`) a retransmission is the likelier. A client that says BYE before it "
							+ "ends, or takes another port, is not affected.")
			.cell(() -> samePort("same", "same", true));
	}

	private String killedAndAgain(int port) throws Exception {
		for (String text : List.of("first", "again")) {
			CratePeer client = crateClient("tcp-client", port);
			client.ask("send", "text", text);
			if (!client.ask("recv").frame().text().equals(text)) {
				return "another reply";
			}
			if (text.equals("first")) {
				client.close();
			}
		}
		return Section.WORKS;
	}

	private String samePort(String first, String again, boolean crate) throws Exception {
		Inbox inbox = Inbox.silent();
		CratePeer server = crate ? crateServer("udp-server", "") : null;
		int port = (server != null) ? server.port() : udpPort(udpServer(inbox));
		int own = 0;
		for (String text : List.of(first, again)) {
			CratePeer client = crateClient("udp-client", port, "--bind", "127.0.0.1:" + own);
			if (!client.ask("send_with_ack", "text", text).is("done")) {
				return "no ACK";
			}
			own = client.port();
			client.close();
		}
		List<String> texts = (server != null) ? texts(server) : texts(inbox, first.equals(again) ? 1 : 2);
		return verdict(texts.equals(List.of(first, again)), "acknowledged, not handled");
	}

	private static List<String> texts(CratePeer server) throws Exception {
		return untilSilence(server::poll, (events) -> events.size() == 2).stream()
			.map((event) -> event.frame().text())
			.toList();
	}

	private static List<String> texts(Inbox inbox, int count) throws Exception {
		return untilSilence(inbox::poll, (arrived) -> arrived.size() == count).stream().map(Arrived::text).toList();
	}

}
