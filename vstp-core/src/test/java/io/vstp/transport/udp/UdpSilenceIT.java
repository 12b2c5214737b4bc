package io.vstp.transport.udp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1Frame;
import io.vstp.test.Seeds;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What must not be answered, or not for ever.
 */
@Tag("long")
class UdpSilenceIT {

	private static final byte[] NOTHING = {};

	private static final Duration SILENCE = Duration.ofSeconds(3);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	/** Answers everything, and at length. */
	private final FrameHandler talkative = (exchange) -> exchange
		.reply(Frame.data(exchange.frame().headers(), exchange.frame().payload().retain()));

	@Test
	void shouldFallSilentWhenTwoServersTalkToEachOther() throws Exception {
		VstpServer one = this.endpoints.udpServer(this.talkative);
		VstpServer other = this.endpoints.udpServer(this.talkative);
		List<MirrorForwarder> mirrors = new ArrayList<>();
		for (Part1Frame frame : thrown()) {
			MirrorForwarder mirror = this.endpoints
				.closeLater(new MirrorForwarder(one.address(Transport.UDP), other.address(Transport.UDP)));
			mirror.throwAtOne(frame.encode());
			mirrors.add(mirror);
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> mirrors.stream()
				.allMatch((mirror) -> System.nanoTime() - mirror.lastForwarded() > SILENCE.toNanos()));
		for (int i = 0; i < mirrors.size(); i++) {
			System.out.println(mirrors.get(i).forwarded() + " datagrams after " + thrown().get(i));
			assertThat(mirrors.get(i).forwarded()).as(thrown().get(i).toString()).isLessThan(10);
		}
	}

	private static List<Part1Frame> thrown() {
		List<Part1Frame> frames = new ArrayList<>();
		byte[] payload = new byte[300];
		for (int flags : new int[] { FrameFlags.NONE, FrameFlags.REQ_ACK }) {
			frames.add(UdpProbe.frame(FrameType.DATA, flags, payload, "msg-id", "1"));
			frames.add(UdpProbe.frame(FrameType.DATA, flags, payload, "msg-id", "1", "vx", "1"));
			frames
				.add(UdpProbe.frame(FrameType.DATA, flags, payload, "msg-id", "1", "correlation-id", "c1", "vx", "1"));
			frames.add(UdpProbe.frame(FrameType.PING, flags, payload, "msg-id", "1", "vx", "1"));
			frames.add(UdpProbe.frame(FrameType.HELLO, flags, NOTHING, "msg-id", "1", "vx", "1"));
			frames.add(UdpProbe.frame(FrameType.BYE, flags, NOTHING, "msg-id", "1"));
			frames.add(UdpProbe.frame(FrameType.PONG, flags, NOTHING, "msg-id", "1"));
			frames.add(UdpProbe.frame(FrameType.WELCOME, flags, NOTHING, "msg-id", "1", "vx", "1", "addr-token", "x"));
		}
		frames.add(fragment("7", "2"));
		frames.add(fragment("70000", "500"));
		frames.add(fragment("70000", "500000"));
		return frames;
	}

	private static Part1Frame fragment(String id, String total) {
		return UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK | FrameFlags.FRAG, new byte[900], "msg-id", "1", "vx",
				"1", "frag-id", id, "frag-index", "0", "frag-total", total);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unanswerable")
	void shouldAnswerNothing(String name, List<byte[]> datagrams) throws IOException {
		VstpServer server = this.endpoints.udpServer(this.talkative);
		try (UdpProbe probe = new UdpProbe(server.address(Transport.UDP))) {
			for (byte[] datagram : datagrams) {
				probe.send(datagram);
			}
			assertThat(probe.drain()).isEmpty();
			assertThat(server.sessions().size()).isLessThanOrEqualTo(1);
			// Nor once the server knows the address.
			assertAlive(probe, "77");
			for (byte[] datagram : datagrams) {
				probe.send(datagram);
			}
			assertThat(probe.drain()).isEmpty();
			assertAlive(probe, "78");
		}
	}

	private static void assertAlive(UdpProbe probe, String msgId) throws IOException {
		probe.send(UdpProbe.frame(FrameType.PING, FrameFlags.REQ_ACK, NOTHING, "msg-id", msgId));
		Part1Frame answer = probe.receive();
		assertThat(answer.type()).isEqualTo(FrameType.ACK);
		assertThat(answer.headers()).containsEntry("msg-id", msgId);
	}

	static Stream<Arguments> unanswerable() {
		long seed = Seeds.next();
		return Stream.of(arguments("ERR", frames(FrameType.ERR, "code", "malformed", "msg-id", "1")),
				arguments("ERR vx", frames(FrameType.ERR, "code", "overloaded", "frag-id", "300", "vx", "1")),
				arguments("ACK", frames(FrameType.ACK, "msg-id", "1")),
				arguments("ACK vx", frames(FrameType.ACK, "msg-id", "1", "vx", "1")),
				arguments("progress ACK",
						frames(FrameType.ACK, "vx", "1", "frag-id", "300", "frag-ack", "7", "frag-window", "100")),
				arguments("PONG", frames(FrameType.PONG)), arguments("WELCOME", frames(FrameType.WELCOME, "vx", "1")),
				arguments("BYE", frames(FrameType.BYE)), arguments("garbage", garbage(Seeds.random(seed))),
				arguments("damaged", damaged(Seeds.random(seed))));
	}

	private static Arguments arguments(String name, List<byte[]> datagrams) {
		return Arguments.of(name, datagrams);
	}

	private static List<byte[]> frames(FrameType type, String... headers) {
		return Stream.of(FrameFlags.NONE, FrameFlags.FRAG, FrameFlags.CRC)
			.flatMap((flags) -> Stream.of(UdpProbe.frame(type, flags, NOTHING, headers),
					UdpProbe.frame(type, flags, new byte[500], headers)))
			.filter((frame) -> type == FrameType.ACK || type == FrameType.ERR || !frame.has(FrameFlags.FRAG))
			.map(Part1Frame::encode)
			.toList();
	}

	private static List<byte[]> garbage(Random random) {
		return IntStream.concat(IntStream.range(0, 64), IntStream.of(500, 1_200, 1_500, 9_000, 60_000, 65_507))
			.mapToObj((length) -> {
				byte[] datagram = new byte[length];
				random.nextBytes(datagram);
				return datagram;
			})
			.toList();
	}

	private static List<byte[]> damaged(Random random) {
		byte[] good = UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK, new byte[100], "msg-id", "1", "vx", "1")
			.encode();
		return IntStream.range(0, good.length).mapToObj((index) -> {
			byte[] datagram = good.clone();
			datagram[index] ^= (byte) (1 + random.nextInt(255));
			return datagram;
		}).toList();
	}

}
