package io.vstp.interop;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Seeds;
import io.vstp.transport.UdpOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that fit into a datagram, with the crate's plain and {@code easy} programs.
 */
class UdpIT extends AbstractInteropIT {

	/** So many that some of them are hit in each run. */
	private static final int MANY = 40;

	private static final double LOSS = 0.15;

	private static final String TWICE = "The crate's server does not know a message again whose ACK got lost.";

	private static final Consumer<VstpClientOptions.Builder> GREETING = PATIENT
		.andThen((options) -> options.handshake(ClientHandshake.REQUIRED));

	@RegisterExtension
	static final Section section = new Section("UDP");

	@Test
	@Order(1)
	void shouldGreet() throws Exception {
		section.row("HELLO of 60 bytes, the crate's application answers WELCOME").cell(() -> {
			CratePeer server = crateServer("udp-server", "hello");
			return verdict(await(udpClient(server, GREETING).connect()).isGreeted(), "not greeted");
		})
			.cell(() -> hello(udpPort(udpServer(Inbox.silent())), "x".repeat(60), true))
			.cell(() -> hello(crateServer("udp-server", "hello").port(), "x".repeat(60), true));
		section.row("HELLO of 15 bytes, the crate's application answers WELCOME").cell(() -> {
			CratePeer server = crateServer("udp-server", "hello");
			return verdict(await(udpClient(server, GREETING).connect()).isGreeted(), "not greeted");
		})
			.cell(() -> hello(udpPort(udpServer(Inbox.silent())), "", false),
					"An address that has not shown that it is the sender's own gets no more than three times the bytes "
							+ "that came from it, and the WELCOME is longer. Without it all goes on as without HELLO.")
			.cell(() -> hello(crateServer("udp-server", "hello").port(), "", true));
	}

	private String hello(int port, String payload, boolean welcome) throws Exception {
		CratePeer client = crateClient("udp-client", port);
		client.ask("send", "type", "HELLO", "text", payload);
		return came(next(client, welcome), "WELCOME");
	}

	@Test
	@Order(2)
	void shouldCarryHeadersAndJson() throws Exception {
		Arrived sent = Arrived.of("DATA", HEADERS, JSON.getBytes(StandardCharsets.UTF_8));
		section.row("DATA with headers and JSON").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			await(udpClient(server).send(Frame.data(Headers.of(HEADERS.toArray(String[]::new)), JSON), null));
			return verdict(server.take((event) -> event.isFrame("DATA")).frame().equals(sent), "changed");
		}).cell(() -> {
			Inbox inbox = Inbox.silent();
			crateClient("udp-client", udpPort(udpServer(inbox))).ask("send", "headers", HEADER_PAIRS, "text", JSON);
			return verdict(inbox.take().equals(sent), "changed");
		}).cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			crateClient("udp-client", server.port()).ask("send", "headers", HEADER_PAIRS, "text", JSON);
			return verdict(server.take().frame().equals(sent), "changed");
		});
	}

	@Test
	@Order(3)
	void shouldReply() throws Exception {
		section.row("Request and reply, plain")
			.cell(() -> verdict(
					exchange(udpClient(crateServer("udp-server", "data")), Frame.data(Headers.EMPTY, JSON)).text()
						.equals(JSON),
					"another reply"))
			.cell(() -> reply(udpPort(udpServer(Inbox.answering()))))
			.cell(() -> reply(crateServer("udp-server", "data").port()));
		section.row("Request and reply, `easy`")
			.cell(() -> verdict(
					exchange(udpClient(crateServer("udp-easy-server", "")), Frame.data(Headers.EMPTY, JSON)).text()
						.equals(JSON),
					"another reply"))
			.cell(() -> easyReply(udpPort(udpServer(Inbox.answering()))))
			.cell(() -> easyReply(crateServer("udp-easy-server", "").port()));
		// The answer to each HELLO, "Invalid data", must not be taken for the reply.
		section.row("The same by a client that also takes pushes, and says HELLO for their sake").cell(() -> {
			Inbox pushes = Inbox.silent();
			VstpClient client = udpClient(crateServer("udp-easy-server", ""),
					(options) -> options.pushHandler(pushes).udp(ONCE).callTimeout(CratePeer.PATIENCE));
			await(client.connect());
			// HELLO is said again to a server that is slow, which answers that, too.
			untilSilence(pushes::poll, (some) -> true);
			for (int i = 0; i < 10; i++) {
				if (!exchange(client, Frame.data(Headers.EMPTY, "" + i)).text().equals("" + i)) {
					return "another reply";
				}
			}
			return Section.WORKS;
		})
			.cell(() -> easyReply(udpPort(udpServer(Inbox.answering()))))
			.cell(() -> easyReply(crateServer("udp-easy-server", "").port()));
	}

	private String reply(int port) throws Exception {
		CratePeer client = crateClient("udp-client", port);
		client.ask("send", "headers", List.of(List.of("k", "v")), "text", JSON);
		Arrived reply = client.ask("recv").frame();
		return verdict(reply.text().equals(JSON) && "v".equals(reply.header("k")), "another reply");
	}

	private String easyReply(int port) throws Exception {
		CratePeer client = crateClient("udp-easy-client", port);
		client.ask("send", "value", Map.of("n", 7));
		return verdict(client.ask("receive").value().path("n").asInt() == 7, "another reply");
	}

	@Test
	@Order(4)
	void shouldAcknowledge() throws Exception {
		section.row("`send_with_ack`, plain").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			Throwable failure = failure(udpClient(server).sendWithAck(Frame.data(Headers.EMPTY, JSON), null));
			return verdict(failure == null && server.take((event) -> event.isFrame("DATA")).frame().text().equals(JSON),
					"fails");
		})
			.cell(() -> acknowledged("DATA", udpPort(udpServer(Inbox.silent()))))
			.cell(() -> acknowledged("DATA", crateServer("udp-server", "").port()));
		section.row("`send_with_ack`, `easy`, and then the reply").cell(() -> {
			VstpClient client = udpClient(crateServer("udp-easy-server", ""));
			return verdict(failure(client.sendWithAck(Frame.data(Headers.EMPTY, JSON), null)) == null, "fails");
		})
			.cell(() -> easyAcknowledged(udpPort(udpServer(Inbox.answering()))))
			.cell(() -> easyAcknowledged(crateServer("udp-easy-server", "").port()));
		section.row("PING with REQ_ACK gets ACK and nothing else").cell(() -> {
			VstpClient client = udpClient(crateServer("udp-server", ""));
			Frame ping = Frame.of(FrameType.PING, Headers.of("x-auto-probe", "1"));
			return verdict(failure(client.sendWithAck(ping, null)) == null, "fails");
		})
			.cell(() -> acknowledged("PING", udpPort(udpServer(Inbox.silent()))))
			.cell(() -> acknowledged("PING", crateServer("udp-server", "").port()));
	}

	private String acknowledged(String type, int port) throws Exception {
		CratePeer client = crateClient("udp-client", port);
		Event acknowledged = client.ask("send_with_ack", "type", type, "headers",
				List.of(List.of("x-auto-probe", "1")));
		return acknowledged.is("done") ? verdict(next(client, false).is("silence"), "something else comes")
				: done(acknowledged);
	}

	private String easyAcknowledged(int port) throws Exception {
		CratePeer client = crateClient("udp-easy-client", port);
		Event acknowledged = client.ask("send_with_ack", "value", 7);
		return acknowledged.is("done") ? verdict(client.ask("receive").value().asInt() == 7, "another reply")
				: done(acknowledged);
	}

	@Test
	@Order(7)
	void shouldTellRepliesApart() throws Exception {
		section.row("A message for which no reply is awaited, then a request, `easy`")
			.cell(() -> afterMessage(udpClient(crateServer("udp-easy-server", ""))), ANSWERS_ALL)
			.cell(() -> afterMessage("udp-easy-client", udpPort(udpServer(ANSWERS_SECOND))))
			.cell(() -> afterMessage("udp-easy-client", crateServer("udp-easy-server", "").port()), ANSWERS_ALL);
	}

	@Test
	@Order(8)
	void shouldMatchRepliesWhenRequestsAreSentAgain() throws Exception {
		section.row("Two requests, `easy`, the way back taking longer than the first retransmission").cell(() -> {
			VstpClient client = udpClient(slowBack(crateServer("udp-easy-server", "").port()),
					(options) -> options.callTimeout(CratePeer.PATIENCE));
			exchange(client, Frame.data(Headers.EMPTY, "1"));
			String second = exchange(client, Frame.data(Headers.EMPTY, "2")).text();
			return verdict(second.equals("2"), "the second gets the first's reply");
		}, "The `easy` server handles what is sent again another time and replies once more, and nothing in a reply says "
				+ "to which request. Over UDP set `retry-delay` above its round trip, or use TCP.")
			.cell(() -> easyTwice(slowBack(udpPort(udpServer(Inbox.answering())))))
			.cell(() -> easyTwice(slowBack(crateServer("udp-easy-server", "").port())));
	}

	private String easyTwice(int port) throws Exception {
		CratePeer client = crateClient("udp-easy-client", port);
		for (int number = 1; number <= 2; number++) {
			client.ask("send", "value", number);
			if (client.ask("receive").value().asInt() != number) {
				return "another reply";
			}
		}
		return Section.WORKS;
	}

	private int slowBack(int port) throws Exception {
		UdpRelay relay = UdpRelay.builder(new InetSocketAddress("127.0.0.1", port)).start();
		this.endpoints.closeLater(relay).toClient().delay(Duration.ofMillis(400));
		return relay.address().getPort();
	}

	@Test
	@Order(5)
	void shouldSayBye() throws Exception {
		section.row("BYE").cell(() -> {
			CratePeer server = crateServer("udp-server", "hello,bye");
			VstpClient client = udpClient(server, GREETING);
			await(client.connect());
			await(client.close(CratePeer.PATIENCE));
			return verdict(server.take((event) -> event.isFrame("BYE")) != null, "no BYE");
		}).cell(() -> {
			VstpServer server = udpServer(Inbox.answering());
			CratePeer client = crateClient("udp-client", udpPort(server));
			client.ask("send", "text", "hello");
			client.ask("recv");
			int before = server.sessions().size();
			client.ask("send", "type", "BYE");
			Awaitility.await().until(() -> server.sessions().isEmpty());
			return verdict(before == 1, "no session");
		}).cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			crateClient("udp-client", server.port()).ask("send", "type", "BYE");
			return verdict(server.take().isFrame("BYE"), "no BYE");
		});
	}

	@Test
	@Order(6)
	void shouldRetransmitWhenDatagramsAreLost() throws Exception {
		List<Arrived> atCrate = oursUnderLoss();
		List<Arrived> atOurs = cratesUnderLoss();
		List<Arrived> atCrateFromCrate = betweenUnderLoss();
		section.row("%d messages with ACK, 15 %% of the datagrams lost each way: all arrive".formatted(MANY))
			.cell(() -> verdict(distinct(atCrate) == MANY, "some are missing"))
			.cell(() -> verdict(distinct(atOurs) == MANY, "some are missing"))
			.cell(() -> verdict(distinct(atCrateFromCrate) == MANY, "some are missing"));
		section.row("The same: each is handled once")
			.cell(() -> verdict(atCrate.size() == MANY, "some are handled twice"), TWICE)
			.cell(() -> verdict(atOurs.size() == MANY, "some are handled twice"))
			.cell(() -> verdict(atCrateFromCrate.size() == MANY, "some are handled twice"), TWICE);
	}

	private List<Arrived> oursUnderLoss() throws Exception {
		CratePeer server = crateServer("udp-server", "");
		UdpOptions patient = UdpOptions.builder().maxRetries(12).retryDelay(Duration.ofMillis(20)).build();
		VstpClient client = udpClient(lossy(server.port()),
				(options) -> options.handshake(ClientHandshake.NEVER).udp(patient).callTimeout(CratePeer.PATIENCE));
		List<CompletableFuture<Void>> sent = IntStream.range(0, MANY)
			.mapToObj((number) -> client.sendWithAck(Frame.data(Headers.EMPTY, "" + number), null))
			.toList();
		for (CompletableFuture<Void> message : sent) {
			await(message);
		}
		return arrived(server);
	}

	private List<Arrived> cratesUnderLoss() throws Exception {
		Inbox inbox = Inbox.silent();
		acknowledgeMany(lossy(udpPort(udpServer(inbox))));
		return untilSilence(inbox::poll, (arrived) -> distinct(arrived) == MANY);
	}

	private List<Arrived> betweenUnderLoss() throws Exception {
		CratePeer server = crateServer("udp-server", "");
		acknowledgeMany(lossy(server.port()));
		return arrived(server);
	}

	private void acknowledgeMany(int port) throws Exception {
		CratePeer client = crateClient("udp-client", port, "--retries", "12", "--retry-delay", "10", "--ack-timeout",
				"100");
		for (int number = 0; number < MANY; number++) {
			assertThat(client.ask("send_with_ack", "text", "" + number).is("done")).isTrue();
		}
	}

	private int lossy(int port) throws Exception {
		return this.endpoints
			.closeLater(
					UdpRelay.builder(new InetSocketAddress("127.0.0.1", port)).seed(Seeds.next()).loss(LOSS).start())
			.address()
			.getPort();
	}

	private static List<Arrived> arrived(CratePeer server) throws Exception {
		return frames(untilSilence(server::poll, (events) -> distinct(frames(events)) == MANY));
	}

	private static List<Arrived> frames(List<Event> events) {
		return events.stream().map(Event::frame).toList();
	}

	private static int distinct(List<Arrived> arrived) {
		return new HashSet<>(arrived.stream().map(Arrived::text).toList()).size();
	}

}
