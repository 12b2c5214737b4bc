package io.vstp.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Peers on both sides that end with the test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
abstract class AbstractInteropIT {

	/** The default: after it a server that knows no greeting is taken for what it is. */
	private static final Duration GREETING = Duration.ofMillis(500);

	/** How long nothing has to happen before it is taken for granted. */
	static final Duration SILENCE = Duration.ofMillis(700);

	/** WELCOME comes for sure, and may take its time. */
	static final Consumer<VstpClientOptions.Builder> PATIENT = (options) -> options
		.handshakeTimeout(CratePeer.PATIENCE);

	/**
	 * Nothing is sent again, or the reply to that would be taken for that to the next.
	 */
	static final UdpOptions ONCE = UdpOptions.builder()
		.retryDelay(CratePeer.PATIENCE)
		.maxRetryDelay(CratePeer.PATIENCE)
		.build();

	static final List<String> HEADERS = List.of("content-type", "application/json", "sensor-id", "temp-001",
			"sensor-id", "again", "", "");

	static final List<List<String>> HEADER_PAIRS = List.of(List.of("content-type", "application/json"),
			List.of("sensor-id", "temp-001"), List.of("sensor-id", "again"), List.of("", ""));

	static final String JSON = "{\"celsius\":21.5,\"place\":\"Köln\"}";

	static final String ANSWERS_ALL = "The crate's `easy` server replies to every message, and nothing in a reply says to "
			+ "which: take a request for each, and forget the reply where it is not wanted.";

	/**
	 * As an application does that takes the one kind of message and answers the other.
	 */
	static final FrameHandler ANSWERS_SECOND = (exchange) -> {
		if (exchange.frame().payloadText().equals("1")) {
			exchange.complete();
		}
		else {
			exchange.reply(Frame.data(Headers.EMPTY, exchange.frame().payload().retain()));
		}
	};

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	final CratePeer crateServer(String role, String answers) throws Exception {
		return this.endpoints.closeLater(CratePeer.server(role, answers));
	}

	final CratePeer crateClient(String role, int port, String... arguments) throws Exception {
		return this.endpoints.closeLater(CratePeer.client(role, port, arguments));
	}

	final VstpServer server(FrameHandler handler) {
		return this.endpoints.server(handler);
	}

	final VstpServer udpServer(FrameHandler handler) {
		return this.endpoints.udpServer(handler);
	}

	final VstpClient client(CratePeer server) {
		return client(server, (options) -> {
		});
	}

	final VstpClient client(CratePeer server, Consumer<VstpClientOptions.Builder> customizer) {
		return this.endpoints.client(server.port(), (options) -> customizer.accept(options.handshakeTimeout(GREETING)));
	}

	final VstpClient udpClient(CratePeer server, Consumer<VstpClientOptions.Builder> customizer) {
		return udpClient(server.port(), customizer);
	}

	final VstpClient udpClient(int port, Consumer<VstpClientOptions.Builder> customizer) {
		return this.endpoints.udpClient(port, (options) -> customizer.accept(options.handshakeTimeout(GREETING)));
	}

	final VstpClient udpClient(CratePeer server) {
		return udpClient(server, (options) -> {
		});
	}

	static int tcpPort(VstpServer server) {
		return server.address(Transport.TCP).getPort();
	}

	static int udpPort(VstpServer server) {
		return server.address(Transport.UDP).getPort();
	}

	/**
	 * Sends a request and releases the reply.
	 * @param client by whom
	 * @param request what
	 * @return what came back
	 */
	static Arrived exchange(VstpClient client, Frame request) throws Exception {
		Frame reply = await(client.exchange(request, null));
		try {
			return Arrived.of(reply);
		}
		finally {
			reply.release();
		}
	}

	static <T> T await(Future<T> future) throws Exception {
		return future.get(CratePeer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * Waits for a call to fail.
	 * @param future the call
	 * @return why it did, or {@code null} if it did not
	 */
	static Throwable failure(Future<?> future) throws Exception {
		try {
			await(future);
			return null;
		}
		catch (ExecutionException | CompletionException ex) {
			return ex.getCause();
		}
	}

	/**
	 * Sends a message, and at once a request.
	 * @param client by whom; not connected yet, so that no answer comes in between
	 * @return whether the request got its own reply
	 */
	static String afterMessage(VstpClient client) throws Exception {
		Future<Void> sent = client.send(Frame.data(Headers.EMPTY, "1"), null);
		String reply = exchange(client, Frame.data(Headers.EMPTY, "2")).text();
		await(sent);
		return verdict(reply.equals("2"), "the reply to the message");
	}

	/**
	 * Has a crate's client wait for a frame.
	 * @param client who waits
	 * @param expected whether one is to come, however long that takes
	 * @return what has come, or silence
	 */
	static Event next(CratePeer client, boolean expected) throws Exception {
		return expected ? client.ask("recv") : client.ask("recv", "millis", SILENCE.toMillis());
	}

	/**
	 * Waits for messages until there is silence.
	 * @param <T> their type
	 * @param source polled for the next one
	 * @param complete whether all has come that is to come, however long that takes
	 * @return what has come
	 */
	static <T> List<T> untilSilence(Source<T> source, Predicate<List<T>> complete) throws Exception {
		List<T> all = new ArrayList<>();
		T next;
		do {
			next = source.poll(complete.test(all) ? SILENCE : CratePeer.PATIENCE);
			if (next != null) {
				all.add(next);
			}
		}
		while (next != null);
		return all;
	}

	final String afterMessage(String role, int port) throws Exception {
		CratePeer client = crateClient(role, port);
		client.ask("send", "value", 1);
		client.ask("send", "value", 2);
		return verdict(client.ask("receive").value().asInt() == 2, "the reply to the message");
	}

	static String verdict(boolean works, String otherwise) {
		return works ? Section.WORKS : otherwise;
	}

	/**
	 * Says whether a crate's client has got a frame, and what else if not.
	 * @param event what it has got
	 * @param type of the frame
	 * @return the verdict
	 */
	static String came(Event event, String type) {
		return verdict(event.isFrame(type), event.is("silence") ? "no " + type : event.toString());
	}

	/**
	 * Says whether a crate's client has done what it was asked to.
	 * @param event what came of it
	 * @return the verdict
	 */
	static String done(Event event) {
		return verdict(event.is("done"), "fails: " + event.error());
	}

	/**
	 * Where messages come from.
	 *
	 * @param <T> their type
	 */
	interface Source<T> {

		/**
		 * Waits for the next one.
		 * @param patience how long
		 * @return the message, or {@code null} if none comes
		 */
		T poll(Duration patience) throws Exception;

	}

}
