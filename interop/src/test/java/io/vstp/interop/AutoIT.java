package io.vstp.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.vstp.client.AutoOptions;
import io.vstp.client.TransportChoice;
import io.vstp.client.TransportStatus;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.engine.select.TransportState;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Our {@code transport: auto} with the crate's servers.
 */
class AutoIT extends AbstractInteropIT {

	private static final int MESSAGES = 20;

	private static final String NO_AUTO = "not there";

	private static final String PUBLISHED = "The published crate has no automatic choice of the transport.";

	@RegisterExtension
	static final Section section = new Section("`transport: auto`");

	@Test
	@Order(1)
	void shouldCallWhateverIsThere() throws Exception {
		row("20 requests, the server has TCP only", () -> requests(auto(crateServer("tcp-server", "data"))));
		row("20 requests, the server has UDP only", () -> requests(auto(crateServer("udp-server", "data"))));
		row("20 requests, the server has both", () -> {
			CratePeer tcp = crateServer("tcp-server", "data");
			udpBeside(tcp);
			return requests(auto(tcp));
		});
		row("20 requests, `easy` server with TCP only", () -> requests(auto(crateServer("tcp-easy-server", ""))));
		row("20 requests, `easy` server with UDP only",
				() -> requests(auto(crateServer("udp-easy-server", ""), (options) -> options.udp(ONCE))));
		row("Acknowledged messages, the server has UDP only", () -> acknowledged(crateServer("udp-server", "")));
		row("Acknowledged messages, the server has both", () -> {
			CratePeer tcp = crateServer("tcp-server", "");
			udpBeside(tcp);
			return acknowledged(tcp);
		});
	}

	@Test
	@Order(2)
	void shouldGoOnByWhatIsLeft() throws Exception {
		row("The server loses TCP, UDP is left", () -> {
			CratePeer tcp = crateServer("tcp-server", "data");
			udpBeside(tcp);
			return afterEndOf(tcp, auto(tcp));
		});
		row("The server loses UDP, TCP is left", () -> {
			CratePeer tcp = crateServer("tcp-server", "data");
			return afterEndOf(udpBeside(tcp), auto(tcp));
		});
	}

	private static void row(String feature, Section.Probe probe) throws Exception {
		section.row(feature).cell(probe).cell(() -> NO_AUTO, PUBLISHED).cell(() -> NO_AUTO, PUBLISHED);
	}

	private CratePeer udpBeside(CratePeer tcp) throws Exception {
		return this.endpoints
			.closeLater(CratePeer.start("udp-server", "--bind", "127.0.0.1:" + tcp.port(), "--answer", "data"));
	}

	private VstpClient auto(CratePeer server) {
		return auto(server, (options) -> {
		});
	}

	private VstpClient auto(CratePeer server, Consumer<VstpClientOptions.Builder> customizer) {
		return client(server, (options) -> {
			options.transport(TransportChoice.AUTO)
				.auto(AutoOptions.builder().probeInterval(Duration.ofMillis(200)).build())
				.callTimeout(Duration.ofSeconds(5));
			customizer.accept(options);
		});
	}

	private static String requests(VstpClient client) throws Exception {
		List<String> replies = new ArrayList<>();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			expected.add("\"%d\"".formatted(i));
			replies.add(exchange(client, Frame.data(Headers.EMPTY, "\"%d\"".formatted(i))).text());
		}
		return verdict(replies.equals(expected), "other replies");
	}

	private String acknowledged(CratePeer server) throws Exception {
		VstpClient client = auto(server);
		for (int i = 0; i < MESSAGES; i++) {
			await(client.sendWithAck(Frame.data(Headers.EMPTY, "m" + i), null));
		}
		return Section.WORKS;
	}

	private static String afterEndOf(CratePeer lost, VstpClient client) throws Exception {
		requests(client);
		Awaitility.await().until(() -> isUp(client, Transport.TCP) && isUp(client, Transport.UDP));
		lost.close();
		// What was sent by the one that is lost may fail: the crate would handle it
		// twice.
		Awaitility.await()
			.atMost(CratePeer.PATIENCE)
			.ignoreExceptions()
			.until(() -> requests(client).equals(Section.WORKS));
		return Section.WORKS;
	}

	private static boolean isUp(VstpClient client, Transport transport) {
		TransportStatus.Health health = client.transportStatus().health().get(transport);
		return health != null && health.state() == TransportState.UP;
	}

}
