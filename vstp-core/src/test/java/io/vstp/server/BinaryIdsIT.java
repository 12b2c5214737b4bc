package io.vstp.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.test.Endpoints;
import io.vstp.test.RawPeer;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids are bytes, UTF-8 by habit alone: whoever sends others gets the same ones back.
 */
class BinaryIdsIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	static Stream<byte[]> ids() {
		byte[] longest = new byte[Headers.MAX_ELEMENT_LENGTH];
		Arrays.fill(longest, (byte) 0xFF);
		byte[] cut = "名".repeat(85).getBytes(StandardCharsets.UTF_8);
		return Stream.of(new byte[] { (byte) 0xFF, 0, (byte) 0xFE }, Arrays.copyOf(cut, 254), longest, new byte[0]);
	}

	@ParameterizedTest
	@MethodSource("ids")
	void shouldRepeatIdsWhenReplying(byte[] id) throws Exception {
		FrameHandler handler = (exchange) -> exchange
			.reply(Frame.data(Headers.EMPTY, exchange.frame().payload().retainedDuplicate()));
		try (RawPeer peer = connect(handler)) {
			peer.send(request(FrameType.DATA, id));
			assertThat(peer.receive().headers()).isEqualTo(ids(id, HeaderNames.MSG_ID));
			Frame reply = peer.receive();
			assertThat(reply.headers()).isEqualTo(ids(id, HeaderNames.CORRELATION_ID));
			assertThat(reply.payloadText()).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@MethodSource("ids")
	void shouldRepeatIdWhenReplyHasAnotherOne(byte[] id) throws Exception {
		FrameHandler handler = (exchange) -> exchange
			.reply(Frame.data(Headers.of("correlation-id", "wrong", "a", "b"), "hello"));
		try (RawPeer peer = connect(handler)) {
			peer.send(request(FrameType.DATA, id).withFlags(FrameFlags.NONE));
			Frame reply = peer.receive();
			assertThat(reply.headers().getAll(HeaderNames.CORRELATION_ID)).hasSize(1);
			assertThat(reply.headers().getBytes(HeaderNames.CORRELATION_ID)).isEqualTo(id);
			assertThat(reply.header("a")).isEqualTo("b");
		}
	}

	@ParameterizedTest
	@MethodSource("ids")
	void shouldRepeatIdsWhenFrameIsRefused(byte[] id) throws Exception {
		try (RawPeer peer = connect(FrameHandler.NONE)) {
			peer.send(request(FrameType.DATA, id));
			Frame error = peer.receive();
			assertThat(error.header(HeaderNames.CODE)).isEqualTo("no-handler");
			assertThat(error.headers().getBytes(HeaderNames.CORRELATION_ID)).isEqualTo(id);
			assertThat(error.headers().getBytes(HeaderNames.MSG_ID)).isEqualTo(id);
		}
	}

	@ParameterizedTest
	@MethodSource("ids")
	void shouldRepeatIdWhenPingAsksForAck(byte[] id) throws Exception {
		try (RawPeer peer = connect(Endpoints.ECHO)) {
			peer.send(request(FrameType.PING, id));
			Frame ack = peer.receive();
			assertThat(ack.type()).isEqualTo(FrameType.ACK);
			assertThat(ack.headers()).isEqualTo(ids(id, HeaderNames.MSG_ID));
		}
	}

	private RawPeer connect(FrameHandler handler) throws Exception {
		return RawPeer.connect(this.endpoints.server(handler).address(Transport.TCP));
	}

	private static Frame request(FrameType type, byte[] id) {
		return Frame.of(type, FrameFlags.REQ_ACK, ids(id, HeaderNames.CORRELATION_ID, HeaderNames.MSG_ID),
				Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8));
	}

	private static Headers ids(byte[] id, String... names) {
		var headers = Headers.builder();
		for (String name : names) {
			headers.add(name.getBytes(StandardCharsets.UTF_8), id);
		}
		return headers.build();
	}

}
