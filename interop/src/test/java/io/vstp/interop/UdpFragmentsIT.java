package io.vstp.interop;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.vstp.client.ClientHandshake;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.Headers;
import io.vstp.relay.UdpRelay;
import io.vstp.test.Seeds;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that do not fit into a datagram.
 */
class UdpFragmentsIT extends AbstractInteropIT {

	/** As in the README of the crate. */
	private static final List<String> README = List.of("file-name", "massive-dataset.bin", "chunk-id", "001");

	private static final String WHOLE = "The crate's client puts the whole payload into each of its fragments.";

	private static final String TOO_LONG = WHOLE + " That is longer than a datagram can be.";

	private static final String UNREADABLE = WHOLE + " Its server reads datagrams of 2,400 bytes at most.";

	private static final String ONE_DATAGRAM = "The crate's server sends a reply in one datagram, whatever its length, and "
			+ "its client reads 2,400 bytes of it at most.";

	private static final String UNVALIDATED = "The client, of whom it is not known that the address is its own, gets no "
			+ "more than three times the bytes that came from it.";

	private static final String DOUBLED = "The crate's server takes a fragment that comes twice for an error. Its `easy` "
			+ "server stops for good then.";

	/** The crate's server has a small buffer, which overflows while it does not run. */
	private static final Consumer<VstpClientOptions.Builder> PERSISTENT = (options) -> options
		.udp(UdpOptions.builder().maxRetries(12).build());

	@RegisterExtension
	static final Section section = new Section("Long messages over UDP");

	@Test
	@Order(1)
	void shouldCarryWhatNeedsFragments() throws Exception {
		section.row("1,500 bytes, acknowledged")
			.cell(() -> ours(1_500))
			.cell(() -> crates(1_500))
			.cell(() -> between(1_500), WHOLE);
		section.row("50,000 bytes, acknowledged: the example of the crate's README")
			.cell(() -> ours(50_000))
			.cell(() -> crates(50_000))
			.cell(() -> between(50_000), UNREADABLE);
		section.row("100,000 bytes, acknowledged")
			.cell(() -> ours(100_000))
			.cell(() -> crates(100_000), TOO_LONG)
			.cell(() -> between(100_000), TOO_LONG);
	}

	private String ours(int length) throws Exception {
		CratePeer server = crateServer("udp-server", "");
		Headers headers = Headers.of(README.toArray(String[]::new));
		await(udpClient(server, PERSISTENT).sendWithAck(Frame.data(headers, Arrived.pattern(length)),
				CratePeer.PATIENCE));
		return whole(server.take().frame(), length);
	}

	private String crates(int length) throws Exception {
		Inbox inbox = Inbox.silent();
		// Each time more comes at once than a system's buffer may hold.
		Event sent = acknowledged(udpPort(udpServer(inbox)), length, "--retries", "7");
		return sent.is("done") ? whole(inbox.take(), length) : done(sent);
	}

	private String between(int length) throws Exception {
		CratePeer server = crateServer("udp-server", "");
		Event sent = acknowledged(server.port(), length);
		return sent.is("done") ? whole(server.take().frame(), length) : done(sent);
	}

	private Event acknowledged(int port, int length, String... arguments) throws Exception {
		List<String> all = new ArrayList<>(List.of("--ack-timeout", "500"));
		all.addAll(List.of(arguments));
		CratePeer client = crateClient("udp-client", port, all.toArray(String[]::new));
		return client.ask("send_with_ack", "flags", List.of("REQ_ACK"), "headers",
				List.of(README.subList(0, 2), README.subList(2, 4)), "size", length);
	}

	private static String whole(Arrived arrived, int length) {
		boolean headers = "massive-dataset.bin".equals(arrived.header("file-name"))
				&& "001".equals(arrived.header("chunk-id")) && arrived.header("frag-id") == null;
		return whole(arrived.length(), arrived.isPattern(length) && headers);
	}

	@Test
	@Order(2)
	void shouldUseAllFragmentsThatTheCrateCanTell() throws Exception {
		section.row("As many bytes as 255 fragments hold; one more is refused before anything is sent").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			VstpClient client = udpClient(server,
					PERSISTENT.andThen((options) -> options.handshake(ClientHandshake.NEVER)));
			int length = longest(client);
			await(client.sendWithAck(numbered("last", length), CratePeer.PATIENCE));
			Arrived last = server.take((event) -> "last".equals(event.frame().header("name"))).frame();
			return verdict(last.isPattern(length) && length > 280_000, "%,d bytes".formatted(length));
		})
			.cell(() -> done(acknowledged(udpPort(udpServer(Inbox.silent())), 255 * 1_200 - 100)), TOO_LONG)
			.cell(() -> done(acknowledged(crateServer("udp-server", "").port(), 255 * 1_200 - 100)), TOO_LONG);
	}

	// By bisection, so that the client says itself where the limit is.
	private static int longest(VstpClient client) throws Exception {
		int fits = 200_000;
		int tooLong = 400_000;
		while (tooLong - fits > 1) {
			int middle = (fits + tooLong) / 2;
			Throwable failure = failure(client.sendWithAck(numbered("some", middle), CratePeer.PATIENCE));
			if (failure == null) {
				fits = middle;
			}
			else {
				assertThat(failure).isInstanceOf(FrameTooLargeException.class).hasMessageContaining("255");
				tooLong = middle;
			}
		}
		return fits;
	}

	private static Frame numbered(String name, int length) {
		return Frame.data(Headers.of("name", name), Arrived.pattern(length));
	}

	@Test
	@Order(3)
	void shouldReplyWithWhatNeedsFragments() throws Exception {
		section.row("A reply of 1,500 bytes to a request of as many")
			.cell(() -> oursReply(1_500, 1_500))
			.cell(() -> longReply(udpPort(udpServer(Inbox.answering())), 1_500, 1_500, true))
			.cell(() -> longReply(crateServer("udp-server", "data").port(), 1_500, 1_500, true));
		section.row("A reply of 1,500 bytes to a short request")
			.cell(() -> oursReply(0, 1_500))
			.cell(() -> longReply(udpPort(udpServer(Inbox.answering())), 0, 1_500, false), UNVALIDATED)
			.cell(() -> longReply(crateServer("udp-server", "data").port(), 0, 1_500, true));
		section.row("A reply of 20,000 bytes to a request of as many")
			.cell(() -> oursReply(20_000, 20_000))
			.cell(() -> longReply(udpPort(udpServer(Inbox.answering())), 20_000, 20_000, true))
			.cell(() -> longReply(crateServer("udp-server", "data").port(), 20_000, 20_000, false), UNREADABLE);
		section.row("A reply of 20,000 bytes to a short request")
			.cell(() -> oursReply(0, 20_000))
			.cell(() -> longReply(udpPort(udpServer(Inbox.answering())), 0, 20_000, false), UNVALIDATED)
			.cell(() -> longReply(crateServer("udp-server", "data").port(), 0, 20_000, false), ONE_DATAGRAM);
	}

	private String oursReply(int request, int reply) throws Exception {
		Frame frame = Frame.data(Headers.of("want", "" + reply), Arrived.pattern(request));
		return verdict(exchange(udpClient(crateServer("udp-server", "data")), frame).isPattern(reply), "changed");
	}

	private String longReply(int port, int request, int reply, boolean expected) throws Exception {
		CratePeer client = crateClient("udp-client", port);
		client.ask("send", "headers", List.of(List.of("want", "" + reply)), "size", request);
		Event answer = next(client, expected);
		return answer.isFrame("DATA") ? whole(answer.frame().length(), answer.frame().isPattern(reply))
				: came(answer, "reply");
	}

	private static String whole(int length, boolean works) {
		return verdict(works, "arrives as %,d bytes".formatted(length));
	}

	@Test
	@Order(4)
	void shouldCopeWithABadNetwork() throws Exception {
		section.row("5,000 bytes, acknowledged, each datagram on the way there doubled").cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			VstpClient client = client(bad(server.port(), (relay) -> relay.toServer().duplication(1)));
			await(client.sendWithAck(Frame.data(Headers.EMPTY, Arrived.pattern(5_000)), CratePeer.PATIENCE));
			int errors = 0;
			Event event = server.take();
			for (; !event.is("frame"); event = server.take()) {
				errors++;
			}
			return verdict(event.frame().isPattern(5_000) && errors == 0,
					event.frame().isPattern(5_000) ? "arrives, with errors out of `recv()`" : "changed");
		}, DOUBLED).cell(() -> {
			Inbox inbox = Inbox.silent();
			Event sent = acknowledged(bad(udpPort(udpServer(inbox)), (relay) -> relay.toServer().duplication(1)),
					5_000);
			return verdict(sent.is("done") && inbox.take().isPattern(5_000) && inbox.poll(SILENCE) == null,
					"not once and whole");
		}).cell(() -> {
			CratePeer server = crateServer("udp-server", "");
			return done(acknowledged(bad(server.port(), (relay) -> relay.toServer().duplication(1)), 5_000));
		}, UNREADABLE);
		section.row("The same to an `easy` server, and a short message after it").cell(() -> {
			CratePeer server = crateServer("udp-easy-server", "");
			VstpClient client = client(bad(server.port(), (relay) -> relay.toServer().duplication(1)));
			String text = "\"" + "x".repeat(5_000) + "\"";
			failure(client.sendWithAck(Frame.data(Headers.EMPTY, text), SILENCE));
			Throwable failure = failure(udpClient(server).exchange(Frame.data(Headers.EMPTY, "1"), SILENCE));
			return verdict(failure == null, "the server is silent for good");
		}, DOUBLED).cell(() -> {
			CratePeer client = crateClient("udp-easy-client",
					bad(udpPort(udpServer(Inbox.answering())), (relay) -> relay.toServer().duplication(1)));
			return answered(client);
		}).cell(() -> {
			CratePeer server = crateServer("udp-easy-server", "");
			CratePeer client = crateClient("udp-easy-client",
					bad(server.port(), (relay) -> relay.toServer().duplication(1)), "--timeout", "1000");
			return answered(client);
		}, UNREADABLE);
		section.row("Twenty messages of 5,000 bytes, acknowledged, 5 % of the datagrams lost, 5 % reordered")
			.cell(() -> {
				CratePeer server = crateServer("udp-server", "");
				VstpClient client = client(
						bad(server.port(), (relay) -> relay.both((leg) -> leg.loss(0.05).reordering(0.05))));
				for (int i = 0; i < 20; i++) {
					await(client.sendWithAck(numbered("" + i, 5_000), CratePeer.PATIENCE));
				}
				return verdict(everyone(server), "some are missing");
			})
			.cell(() -> {
				Inbox inbox = Inbox.silent();
				int port = bad(udpPort(udpServer(inbox)),
						(relay) -> relay.both((leg) -> leg.loss(0.05).reordering(0.05)));
				CratePeer client = crateClient("udp-client", port, "--ack-timeout", "200", "--retries", "9");
				for (int i = 0; i < 20; i++) {
					assertThat(client.ask("send_with_ack", "size", 5_000).is("done")).isTrue();
				}
				List<Arrived> arrived = untilSilence(inbox::poll, (some) -> some.size() == 20);
				return verdict(arrived.size() == 20 && arrived.stream().allMatch((message) -> message.isPattern(5_000)),
						"not each once and whole");
			})
			.cell(() -> {
				int port = bad(crateServer("udp-server", "").port(),
						(relay) -> relay.both((leg) -> leg.loss(0.05).reordering(0.05)));
				return done(acknowledged(port, 5_000));
			}, UNREADABLE);
	}

	private static String answered(CratePeer client) throws Exception {
		Event first = client.ask("send_with_ack", "value", "x".repeat(5_000));
		return first.is("done") ? done(client.ask("send_with_ack", "value", 1)) : done(first);
	}

	private static boolean everyone(CratePeer server) throws Exception {
		List<Event> events = untilSilence(server::poll, (some) -> names(some).size() == 20);
		return names(events).size() == 20
				&& events.stream().allMatch((event) -> event.is("frame") && event.frame().isPattern(5_000));
	}

	private static Set<String> names(List<Event> events) {
		return events.stream()
			.filter((event) -> event.is("frame"))
			.map((event) -> event.frame().header("name"))
			.collect(Collectors.toSet());
	}

	private VstpClient client(int port) {
		UdpOptions patient = UdpOptions.builder().maxRetries(12).retryDelay(Duration.ofMillis(20)).build();
		return udpClient(port, (options) -> options.handshake(ClientHandshake.NEVER).udp(patient));
	}

	private int bad(int port, Consumer<UdpRelay> network) throws Exception {
		UdpRelay relay = UdpRelay.builder(new InetSocketAddress("127.0.0.1", port)).seed(Seeds.next()).start();
		network.accept(this.endpoints.closeLater(relay));
		return relay.address().getPort();
	}

}
