package io.vstp.engine.fragment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fragments as the crate sends them: each with the whole message.
 */
class CrateFragmentsTests {

	private final ReceiverFixture peer = new ReceiverFixture();

	@AfterEach
	void shouldLeaveNothingBehind() {
		assertThat(this.peer.receiver.reassemblies()).isZero();
		this.peer.close();
		assertThat(this.peer.budget.remembered()).isZero();
	}

	@Test
	void shouldDeliverEachMessageOnceWhenDatagramsOfCrateAreReplayed() throws IOException {
		this.peer.acknowledge = true;
		List<Integer> expected = new ArrayList<>();
		for (String[] row : rows()) {
			if (row[1].equals("1")) {
				int length = row[0].replaceAll("\\D", "").isEmpty() ? -1
						: Integer.parseInt(row[0].replaceAll("\\D", ""));
				expected.add(length);
			}
			datagram(HexFormat.of().parseHex(row[2]));
			this.peer.endOfBatch();
		}
		assertThat(expected).isNotEmpty().doesNotContain(-1);
		assertThat(this.peer.payloads).extracting((payload) -> payload.length).containsExactlyElementsOf(expected);
		for (Frame message : this.peer.delivered) {
			assertThat(message.headers().toMap().keySet()).isSubsetOf("file-name", "chunk-id", "msg-id");
			assertThat(message.has(FrameFlags.FRAG)).isFalse();
		}
	}

	@Test
	void shouldDropRestWhenFirstWasDelivered() {
		byte[] payload = new byte[2_000];
		for (int i : new int[] { 1, 0 }) {
			whole(payload, 3, i, 2);
		}
		assertThat(this.peer.payloads).containsExactly(payload);
		assertThat(this.peer.dropped).containsExactly(DropReason.DUPLICATE);
	}

	@Test
	void shouldDeliverAgainWhenSameIdAndContentComeAgainWithoutMsgId() {
		byte[] payload = new byte[2_000];
		for (int round = 0; round < 3; round++) {
			whole(payload, 3, 0, 2);
			whole(payload, 3, 1, 2);
		}
		assertThat(this.peer.delivered).hasSize(3);
	}

	@Test
	void shouldDeliverAnotherMessageWhenIdIsUsedAgain() {
		whole(new byte[2_000], 3, 0, 2);
		byte[] other = new byte[2_000];
		other[7] = 1;
		whole(other, 3, 1, 2);
		assertThat(this.peer.delivered).hasSize(2);
	}

	@Test
	void shouldAcknowledgeOnceForEachTimeItIsSentAgain() {
		byte[] payload = new byte[2_000];
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 2; i++) {
				whole(payload, 3, i, 2, "msg-id", "9");
			}
			if (round == 0) {
				this.peer.receiver.acknowledge(this.peer.delivered.get(0).headers());
			}
			this.peer.endOfBatch();
			assertThat(this.peer.sent()).containsExactly("ack {msg-id=9}");
		}
		assertThat(this.peer.delivered).hasSize(1);
	}

	@Test
	void shouldAcknowledgeAgainWhenIdHasBeenForgotten() {
		byte[] payload = new byte[2_000];
		this.peer.acknowledge = true;
		whole(payload, 3, 0, 2, "msg-id", "9");
		for (int i = 0; i < 130; i++) {
			whole(payload, 100, 0, 2);
		}
		int before = this.peer.delivered.size();
		this.peer.sent();
		whole(payload, 3, 0, 2, "msg-id", "9");
		assertThat(this.peer.sent()).containsExactly("ack {msg-id=9}");
		assertThat(this.peer.delivered).hasSize(before);
	}

	@Test
	void shouldDeliverAgainWhenForgotten() {
		byte[] payload = new byte[2_000];
		whole(payload, 3, 0, 2, "msg-id", "9");
		this.peer.receiver.forget(this.peer.delivered.get(0).headers());
		whole(payload, 3, 1, 2, "msg-id", "9");
		assertThat(this.peer.delivered).hasSize(1);
		whole(payload, 3, 0, 2, "msg-id", "9");
		assertThat(this.peer.delivered).hasSize(2);
	}

	@Test
	void shouldBePieceWhenItOffersExtensionsOrNumbersDoNotFit() {
		// One byte shorter, and the crate would not have divided it.
		int header = 2 + 3 + 2;
		whole(new byte[1_200 - 15 - header + 1], 3, 0, 2, "abc", "de");
		assertThat(this.peer.delivered).hasSize(1);
		whole(new byte[1_200 - 15 - header], 4, 0, 1 + 1, "abc", "de");
		whole(new byte[2_000], 5, 0, 3);
		whole(new byte[2_000], 6, 0, 2, "vx", "1");
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.receiver.reassemblies()).isEqualTo(3);
		this.peer.passes(30 * ReceiverFixture.SECOND);
	}

	@Test
	void shouldGiveUpPiecesWhenTheirIdStandsForWholeMessage() {
		this.peer.receive(FrameFlags.FRAG, "x", "frag-id", "3", "frag-index", "0", "frag-total", "2");
		whole(new byte[2_000], 3, 0, 2);
		assertThat(this.peer.delivered).hasSize(1);
		assertThat(this.peer.dropped).containsExactly(DropReason.ABANDONED);
	}

	private void whole(byte[] payload, int id, int index, int total, String... more) {
		Headers headers = Headers.of(more)
			.toBuilder()
			.add("frag-id", "" + id)
			.add("frag-index", "" + index)
			.add("frag-total", "" + total)
			.build();
		this.peer.receive(FrameFlags.FRAG | FrameFlags.REQ_ACK, payload, headers);
	}

	private void datagram(byte[] bytes) {
		CRC32 crc = new CRC32();
		crc.update(bytes, 0, bytes.length - 4);
		ByteBuf in = PooledByteBufAllocator.DEFAULT.buffer(bytes.length).writeBytes(bytes);
		assertThat(in.getInt(bytes.length - 4)).isEqualTo((int) crc.getValue());
		FrameType type = FrameType.ofCode(in.getByte(3));
		int flags = in.getByte(4);
		int headerLength = in.getUnsignedShortLE(5);
		int payloadLength = in.getInt(7);
		Headers headers = Headers.read(in.skipBytes(11), headerLength, 100);
		Frame frame = Frame.of(type, flags, headers, in.readRetainedSlice(payloadLength));
		in.release();
		this.peer.receiver.received(frame, (int) crc.getValue(), this.peer.now);
	}

	private static List<String[]> rows() throws IOException {
		try (InputStream in = CrateFragmentsTests.class.getResourceAsStream("/udp-captures.tsv")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t"))
				.toList();
		}
	}

}
