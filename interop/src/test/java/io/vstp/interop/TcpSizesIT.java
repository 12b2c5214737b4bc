package io.vstp.interop;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.server.VstpServer;
import io.vstp.transport.SessionOptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Short and long frames over TCP, up to the byte that is one too many.
 */
class TcpSizesIT extends AbstractInteropIT {

	/** What the crate reads at the most: 8 MiB in all. */
	private static final int LIMIT = 8 * 1024 * 1024;

	/** Preamble and CRC. */
	private static final int OVERHEAD = 11 + 4;

	private static final String NO_LIMIT = "The crate's client has no limit when it writes. Its server stops reading and "
			+ "closes the connection without a word; the frames behind it are lost.";

	private static final SessionOptions LARGER = SessionOptions.builder()
		.limits(FrameLimits.DEFAULTS.withMaxFrameLength(2 * LIMIT))
		.build();

	@RegisterExtension
	static final Section section = new Section("Frames of any size over TCP");

	@Test
	@Order(1)
	void shouldCarryEachLength() throws Exception {
		carry("A payload of 0 bytes", 0);
		carry("A payload of 1 byte", 1);
		carry("A payload of 64 KiB", 64 * 1024);
		carry("8 MiB less the frame's overhead of 15 bytes", LIMIT - OVERHEAD);
	}

	private void carry(String feature, int length) throws Exception {
		section.row(feature).cell(() -> {
			CratePeer server = crateServer("tcp-server", "");
			VstpClient client = client(server, (options) -> options.handshake(ClientHandshake.NEVER));
			await(client.send(frame(length), CratePeer.PATIENCE));
			return verdict(server.take().frame().isPattern(length), "changed");
		}).cell(() -> {
			Inbox inbox = Inbox.silent();
			crateClient("tcp-client", tcpPort(server(inbox))).ask("send", "size", length);
			return verdict(inbox.take().isPattern(length), "changed");
		}).cell(() -> {
			CratePeer server = crateServer("tcp-server", "data");
			crateClient("tcp-client", server.port()).ask("send", "size", length);
			return verdict(server.take().frame().isPattern(length), "changed");
		});
	}

	@Test
	@Order(2)
	void shouldReplyWithLongestFrame() throws Exception {
		section.row("A reply whose frame has 8 MiB").cell(() -> {
			Headers probe = Headers.of(HeaderNames.CORRELATION_ID, "c", "want", "" + LIMIT);
			int length = LIMIT - OVERHEAD - probe.byteLength();
			Headers headers = Headers.of(HeaderNames.CORRELATION_ID, "c", "want", "" + length);
			VstpClient client = client(crateServer("tcp-server", "data"),
					(options) -> options.callTimeout(CratePeer.PATIENCE));
			return verdict(exchange(client, Frame.data(headers, "")).isPattern(length), "changed");
		})
			.cell(() -> longReply(tcpPort(server(Inbox.answering()))))
			.cell(() -> longReply(crateServer("tcp-server", "data").port()));
	}

	private String longReply(int port) throws Exception {
		int length = LIMIT - OVERHEAD - Headers.of("want", "" + LIMIT).byteLength();
		CratePeer client = crateClient("tcp-client", port);
		client.ask("send", "headers", List.of(List.of("want", "" + length)));
		return verdict(client.ask("recv").frame().isPattern(length), "changed");
	}

	@Test
	@Order(3)
	void shouldRefuseOneByteTooMany() throws Exception {
		section.row("One byte more is refused, the limit named, and the next frame arrives")
			.cell(() -> refused(SessionOptions.DEFAULTS))
			.cell(() -> {
				Inbox inbox = Inbox.silent();
				CratePeer client = crateClient("tcp-client", tcpPort(server(inbox)));
				client.ask("send", "size", LIMIT - OVERHEAD + 1);
				Event answer = client.ask("recv");
				if (!answer.isFrame("ERR") || !answer.frame().header("message").contains("" + LIMIT)) {
					return "refused without the limit: " + answer;
				}
				client.ask("send", "text", "next");
				return verdict(inbox.poll(SILENCE) != null,
						"refused with `" + answer.frame().header("code") + "`, the limit named; then closed");
			}, "Who cannot read a frame cannot know where the next one begins. The client may connect again.")
			.cell(() -> {
				CratePeer server = crateServer("tcp-server", "data");
				CratePeer client = crateClient("tcp-client", server.port());
				client.ask("send", "size", LIMIT - OVERHEAD + 1);
				Event end = server.take();
				return verdict(end.isFrame("DATA"), "nothing tells the client; server: " + end.error());
			}, NO_LIMIT);
		section.row("The same where our own limit is higher: refused to a peer that has named none, read from it")
			.cell(() -> refused(LARGER))
			.cell(() -> {
				Inbox inbox = Inbox.silent();
				VstpServer server = this.endpoints.server(inbox, (options) -> options.session(LARGER));
				crateClient("tcp-client", tcpPort(server)).ask("send", "size", LIMIT - OVERHEAD + 1);
				return verdict(inbox.take().isPattern(LIMIT - OVERHEAD + 1), "changed");
			})
			.cell(() -> {
				CratePeer server = crateServer("tcp-server", "data");
				crateClient("tcp-client", server.port()).ask("send", "size", LIMIT - OVERHEAD + 1);
				return verdict(server.take().isFrame("DATA"), "the connection ends");
			}, NO_LIMIT);
	}

	private String refused(SessionOptions session) throws Exception {
		CratePeer server = crateServer("tcp-server", "");
		VstpClient client = client(server, (options) -> options.handshake(ClientHandshake.NEVER).session(session));
		CompletableFuture<Void> sent = client.send(frame(LIMIT - OVERHEAD + 1), null);
		Throwable failure = failure(sent);
		if (!(failure instanceof FrameTooLargeException) || !failure.getMessage().contains("" + LIMIT)) {
			return "not refused with the limit: " + failure;
		}
		await(client.send(Frame.data(Headers.EMPTY, "next"), null));
		return verdict(server.take().frame().text().equals("next"), "another frame arrives");
	}

	private static Frame frame(int length) {
		return Frame.data(Headers.EMPTY, Arrived.pattern(length));
	}

}
