package io.vstp.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.server.VstpServer;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.VstpSession;
import io.vstp.transport.VstpTimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Frames over TCP, with the crate's plain and {@code easy} programs.
 */
class TcpIT extends AbstractInteropIT {

	private static final String HANDED_ON = "The crate's plain server hands every frame to the application and answers "
			+ "nothing by itself.";

	@RegisterExtension
	static final Section section = new Section("TCP");

	@Test
	@Order(1)
	void shouldGreet() throws Exception {
		section.row("HELLO, the crate's application answers WELCOME").cell(() -> {
			VstpSession session = await(client(crateServer("tcp-server", "hello"), PATIENT).connect());
			return verdict(session.isGreeted(), "not greeted");
		})
			.cell(() -> hello(tcpPort(server(Inbox.silent())), "session-id", true))
			.cell(() -> hello(crateServer("tcp-server", "hello").port(), null, true));
		section.row("HELLO, the crate's application answers nothing").cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			VstpClient client = client(server);
			await(client.send(Frame.data(Headers.EMPTY, "after"), null));
			server.take((event) -> event.isFrame("HELLO"));
			return verdict(server.take().frame().text().equals("after"), "the call was lost");
		})
			.cell(() -> hello(tcpPort(server(Inbox.silent())), "session-id", true))
			.cell(() -> hello(crateServer("tcp-server", "").port(), null, false), HANDED_ON);
	}

	private String hello(int port, String header, boolean welcome) throws Exception {
		CratePeer client = crateClient("tcp-client", port);
		client.ask("hello");
		Event answer = next(client, welcome);
		if (header != null && answer.isFrame("WELCOME") && answer.frame().header(header) == null) {
			return "WELCOME without " + header;
		}
		return came(answer, "WELCOME");
	}

	@Test
	@Order(2)
	void shouldCarryHeadersAndJson() throws Exception {
		Arrived sent = Arrived.of("DATA", HEADERS, JSON.getBytes(StandardCharsets.UTF_8));
		section.row("DATA with headers and JSON").cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			Frame frame = Frame.data(Headers.of(HEADERS.toArray(String[]::new)), JSON);
			await(client(server).send(frame, null));
			return verdict(server.take((event) -> event.isFrame("DATA")).frame().equals(sent), "changed");
		}).cell(() -> {
			Inbox inbox = Inbox.silent();
			crateClient("tcp-client", tcpPort(server(inbox))).ask("send", "headers", HEADER_PAIRS, "text", JSON);
			return verdict(inbox.take().equals(sent), "changed");
		}).cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			crateClient("tcp-client", server.port()).ask("send", "headers", HEADER_PAIRS, "text", JSON);
			return verdict(server.take().frame().equals(sent), "changed");
		});
	}

	@Test
	@Order(3)
	void shouldReply() throws Exception {
		section.row("Request and reply, plain")
			.cell(() -> verdict(
					exchange(client(crateServer("tcp-server", "data")), Frame.data(Headers.EMPTY, JSON)).text()
						.equals(JSON),
					"another reply"))
			.cell(() -> reply(tcpPort(server(Inbox.answering()))))
			.cell(() -> reply(crateServer("tcp-server", "data").port()));
		section.row("Request and reply, `easy`")
			.cell(() -> verdict(
					exchange(client(crateServer("tcp-easy-server", "")), Frame.data(Headers.EMPTY, JSON)).text()
						.equals(JSON),
					"another reply"))
			.cell(() -> easyReply(tcpPort(server(Inbox.answering()))))
			.cell(() -> easyReply(crateServer("tcp-easy-server", "").port()));
	}

	private String reply(int port) throws Exception {
		CratePeer client = crateClient("tcp-client", port);
		client.ask("send", "headers", HEADER_PAIRS, "text", JSON);
		Arrived reply = client.ask("recv").frame();
		return verdict(reply.text().equals(JSON) && reply.headers().equals(HEADERS), "another reply");
	}

	private String easyReply(int port) throws Exception {
		CratePeer client = crateClient("tcp-easy-client", port);
		client.ask("send", "value", Map.of("n", 7));
		return verdict(client.ask("receive").value().path("n").asInt() == 7, "another reply");
	}

	@Test
	@Order(4)
	void shouldKeepRepliesApartWhenRequestsAreSentSideBySide() throws Exception {
		section.row("Fifty requests at once over one connection").cell(() -> {
			VstpClient client = client(crateServer("tcp-easy-server", ""));
			List<CompletableFuture<Frame>> replies = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				replies.add(client.exchange(Frame.data(Headers.EMPTY, "" + i), null));
			}
			List<String> texts = new ArrayList<>();
			for (CompletableFuture<Frame> reply : replies) {
				Frame frame = await(reply);
				texts.add(frame.payloadText());
				frame.release();
			}
			return verdict(texts.equals(numbers()), "mixed up");
		})
			.cell(() -> sideBySide(tcpPort(server(Inbox.answering()))))
			.cell(() -> sideBySide(crateServer("tcp-server", "data").port()));
	}

	private String sideBySide(int port) throws Exception {
		CratePeer client = crateClient("tcp-client", port);
		for (String number : numbers()) {
			client.ask("send", "text", number);
		}
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			texts.add(client.ask("recv").frame().text());
		}
		return verdict(texts.equals(numbers()), "mixed up");
	}

	private static List<String> numbers() {
		return IntStream.range(0, 50).mapToObj(Integer::toString).toList();
	}

	@Test
	@Order(5)
	void shouldAcknowledge() throws Exception {
		section.row("`send_with_ack`, `easy`, and then the reply").cell(() -> {
			VstpClient client = client(crateServer("tcp-easy-server", ""));
			Throwable failure = failure(
					client.sendWithAck(Frame.data(Headers.EMPTY, "1"), Duration.ofMillis(SILENCE.toMillis())));
			return verdict(failure == null, (failure instanceof VstpTimeoutException) ? "no ACK" : "" + failure);
		}, "No server of the crate sends ACK over TCP. What answers is the reply: use a request.")
			.cell(() -> easyAcknowledged(tcpPort(server(Inbox.answering()))))
			.cell(() -> easyAcknowledged(crateServer("tcp-easy-server", "").port()),
					"The `easy` server replies instead of acknowledging, and the client takes the reply for what should be the ACK.");
		section.row("REQ_ACK, the crate's application answers ACK").cell(() -> {
			VstpClient client = client(crateServer("tcp-server", "ack"));
			return verdict(failure(client.sendWithAck(Frame.data(Headers.EMPTY, "1"), null)) == null, "no ACK");
		})
			.cell(() -> acknowledged(tcpPort(server(Inbox.silent()))))
			.cell(() -> acknowledged(crateServer("tcp-server", "ack").port()));
	}

	private String easyAcknowledged(int port) throws Exception {
		CratePeer client = crateClient("tcp-easy-client", port);
		Event acknowledged = client.ask("send_with_ack", "value", 7);
		return acknowledged.is("done") ? verdict(client.ask("receive").value().asInt() == 7, "another reply")
				: done(acknowledged);
	}

	private String acknowledged(int port) throws Exception {
		CratePeer client = crateClient("tcp-client", port);
		client.ask("send", "flags", List.of("REQ_ACK"), "headers", List.of(List.of("msg-id", "41")));
		Event answer = next(client, true);
		return answer.isFrame("ACK") ? verdict(answer.frame().headers().equals(List.of("msg-id", "41")), "another ACK")
				: came(answer, "ACK");
	}

	@Test
	@Order(6)
	void shouldPing() throws Exception {
		Duration interval = Duration.ofMillis(150);
		SessionOptions lively = SessionOptions.builder().keepAlive(interval).build();
		// Without PONG it is closed after two intervals, and the peer may be slow.
		SessionOptions calm = SessionOptions.builder().keepAlive(Duration.ofMillis(1_500)).build();
		section.row("PING, the crate's application answers PONG").cell(() -> {
			CratePeer server = crateServer("tcp-server", "hello,ping");
			VstpSession session = await(client(server, PATIENT.andThen((options) -> options.session(calm))).connect());
			for (int i = 0; i < 3; i++) {
				server.take((event) -> event.isFrame("PING"));
			}
			return verdict(session.isOpen(), "the session is closed");
		})
			.cell(() -> ping(tcpPort(server(Inbox.silent())), true))
			.cell(() -> ping(crateServer("tcp-server", "ping").port(), true));
		section.row("PING, the crate's application answers nothing").cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			VstpSession session = await(client(server, (options) -> options.session(lively)).connect());
			server.take((event) -> event.isFrame("HELLO"));
			return verdict(server.poll(interval.multipliedBy(5)) == null && session.isOpen(),
					"a peer that never answers is asked");
		})
			.cell(() -> ping(tcpPort(server(Inbox.silent())), true))
			.cell(() -> ping(crateServer("tcp-server", "").port(), false), HANDED_ON);
	}

	private String ping(int port, boolean pong) throws Exception {
		CratePeer client = crateClient("tcp-client", port);
		client.ask("send", "type", "PING", "headers", HEADER_PAIRS, "text", "beat");
		Event answer = next(client, pong);
		return answer.isFrame("PONG")
				? verdict(answer.frame().equals(Arrived.of("PONG", HEADERS, "beat".getBytes(StandardCharsets.UTF_8))),
						"another PONG")
				: came(answer, "PONG");
	}

	@Test
	@Order(7)
	void shouldSayBye() throws Exception {
		section.row("BYE, then the end").cell(() -> {
			CratePeer server = crateServer("tcp-server", "hello,bye");
			VstpClient client = client(server, PATIENT);
			await(client.connect());
			await(client.close(CratePeer.PATIENCE));
			server.take((event) -> event.isFrame("BYE"));
			return verdict(server.take().is("ended"), "the connection goes on");
		}).cell(() -> {
			VstpServer server = server(Inbox.silent());
			CratePeer client = crateClient("tcp-client", tcpPort(server));
			client.ask("hello");
			client.ask("recv");
			client.ask("close");
			String bye = came(client.ask("recv"), "BYE");
			Awaitility.await().until(() -> server.sessions().isEmpty());
			return bye.equals(Section.WORKS) ? verdict(client.ask("recv").is("ended"), "the connection goes on") : bye;
		}).cell(() -> {
			CratePeer server = crateServer("tcp-server", "bye");
			crateClient("tcp-client", server.port()).ask("close");
			server.take((event) -> event.isFrame("BYE"));
			return verdict(server.take().is("ended"), "the connection goes on");
		});
		section.row("An end without HELLO before").cell(() -> {
			CratePeer server = crateServer("tcp-server", "data");
			VstpClient client = client(server, (options) -> options.handshake(ClientHandshake.NEVER));
			exchange(client, Frame.data(Headers.EMPTY, "last"));
			server.take((event) -> event.isFrame("DATA"));
			await(client.close(CratePeer.PATIENCE));
			return verdict(server.take().is("ended"), "a frame came that was not asked for");
		}).cell(() -> {
			VstpServer server = server(Inbox.silent());
			CratePeer client = crateClient("tcp-client", tcpPort(server));
			client.ask("close");
			Event end = client.ask("recv");
			Awaitility.await().until(() -> server.sessions().isEmpty());
			return verdict(end.is("ended"), "a frame came that was not asked for");
		}).cell(() -> {
			CratePeer server = crateServer("tcp-server", "data");
			CratePeer client = crateClient("tcp-client", server.port());
			client.ask("close");
			return verdict(client.ask("recv").is("ended"), "a frame came that was not asked for");
		});
	}

	@Test
	@Order(9)
	void shouldTellRepliesApart() throws Exception {
		section.row("A message for which no reply is awaited, then a request, `easy`")
			.cell(() -> afterMessage(client(crateServer("tcp-easy-server", ""))), ANSWERS_ALL)
			.cell(() -> afterMessage("tcp-easy-client", tcpPort(server(ANSWERS_SECOND))))
			.cell(() -> afterMessage("tcp-easy-client", crateServer("tcp-easy-server", "").port()), ANSWERS_ALL);
	}

	@Test
	@Order(8)
	void shouldHandOverEachType() throws Exception {
		// What means nothing to us where it comes from must not end the connection.
		section.row("Any frame type at any time, then DATA").cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			VstpClient client = client(server, (options) -> options.handshake(ClientHandshake.NEVER));
			for (FrameType type : List.of(FrameType.PING, FrameType.ACK, FrameType.ERR, FrameType.DATA)) {
				await(client.send(
						Frame.of(type, FrameFlags.CRC, Headers.EMPTY, Frame.data(Headers.EMPTY, "").payload()), null));
				server.take((event) -> event.isFrame(type.name()));
			}
			return Section.WORKS;
		}).cell(() -> {
			Inbox inbox = Inbox.silent();
			CratePeer client = crateClient("tcp-client", tcpPort(server(inbox)));
			for (String type : List.of("WELCOME", "PONG", "ACK", "ERR", "DATA")) {
				client.ask("send", "type", type, "flags", List.of("CRC"), "text", type);
			}
			return verdict(inbox.take().text().equals("DATA"), "another frame is handled");
		}).cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			CratePeer client = crateClient("tcp-client", server.port());
			for (String type : List.of("WELCOME", "PONG", "ACK", "ERR", "DATA")) {
				client.ask("send", "type", type, "flags", List.of("CRC"));
				server.take((event) -> event.isFrame(type));
			}
			return Section.WORKS;
		});
	}

}
