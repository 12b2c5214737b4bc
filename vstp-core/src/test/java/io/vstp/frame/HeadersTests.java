package io.vstp.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Headers and their builder.
 */
class HeadersTests {

	private static final byte[] NOT_UTF8 = { (byte) 0xff, 0, (byte) 0xfe, (byte) 0xc3 };

	@Test
	void shouldKeepOrderWhenNamesRepeat() {
		Headers headers = Headers.of("a", "1", "b", "2", "a", "3", "", "", "", "4");
		assertThat(headers.size()).isEqualTo(5);
		assertThat(headers.get("a")).isEqualTo("1");
		assertThat(headers.getAll("a")).containsExactly("1", "3");
		assertThat(headers.getAll("")).containsExactly("", "4");
		assertThat(headers.getAll("c")).isEmpty();
		assertThat(headers.toMap()).containsExactly(entry("a", "1"), entry("b", "2"), entry("", ""));
		assertThat(list(headers)).containsExactly("a=1", "b=2", "a=3", "=", "=4");
		assertThat(headers).hasToString("{a=1, b=2, a=3, =, =4}");
	}

	@Test
	void shouldFindNothingWhenEmpty() {
		for (Headers headers : List.of(Headers.EMPTY, Headers.of(), Headers.builder().build())) {
			assertThat(headers.isEmpty()).isTrue();
			assertThat(headers.size()).isZero();
			assertThat(headers.byteLength()).isZero();
			assertThat(headers.get("a")).isNull();
			assertThat(headers.getBytes("a")).isNull();
			assertThat(headers.contains("")).isFalse();
			assertThat(headers).isEqualTo(Headers.EMPTY).hasSameHashCodeAs(Headers.EMPTY).hasToString("{}");
		}
	}

	@Test
	void shouldCompareNamesByteByByteWhenLookingUp() {
		Headers headers = Headers.of("msg-id", "1", "Msg-Id", "2", "msg", "3", "msg-id-2", "4");
		assertThat(headers.get("msg-id")).isEqualTo("1");
		assertThat(headers.get("Msg-Id")).isEqualTo("2");
		assertThat(headers.get("msg")).isEqualTo("3");
		assertThat(headers.contains("MSG-ID")).isFalse();
		assertThat(headers.contains("msg-i")).isFalse();
	}

	@Test
	void shouldFindNamesWhenNotAscii() {
		Headers headers = Headers.of("citt\u00e0", "\u540d\u524d", "\ud83e\udd80", "crab", "cittx", "y");
		assertThat(headers.get("citt\u00e0")).isEqualTo("\u540d\u524d");
		assertThat(headers.get("\ud83e\udd80")).isEqualTo("crab");
		assertThat(headers.contains("citt\u00e1")).isFalse();
		assertThat(headers.contains("\ud83e\udd81")).isFalse();
		assertThat(headers.toBuilder().remove("citt\u00e0").build().get("citt\u00e0")).isNull();
	}

	@Test
	void shouldKeepBytesWhenNotUtf8() {
		Headers headers = Headers.builder()
			.add(NOT_UTF8, NOT_UTF8)
			.add("k".getBytes(StandardCharsets.UTF_8), NOT_UTF8)
			.build();
		assertThat(headers.getBytes("k")).isEqualTo(NOT_UTF8);
		assertThat(headers.get("k")).contains("\ufffd");
		assertThat(bytes(headers)).isEqualTo(bytes(read(bytes(headers), 10)));
		assertThat(headers.with("a", "b").getBytes("k")).isEqualTo(NOT_UTF8);
	}

	@Test
	void shouldKeepBytesWhenAddingAllOfOthersThatAreNotUtf8() {
		byte[] long255 = new byte[255];
		Arrays.fill(long255, (byte) 0x80);
		Headers others = Headers.builder().add(NOT_UTF8, NOT_UTF8).add(long255, long255).build();
		Headers all = Headers.builder().add("a", "1").addAll(others).addAll(Headers.EMPTY).add("z", "2").build();
		assertThat(all.size()).isEqualTo(4);
		assertThat(all).isEqualTo(
				Headers.builder().add("a", "1").add(NOT_UTF8, NOT_UTF8).add(long255, long255).add("z", "2").build());
	}

	@Test
	void shouldCopyFirstOfNameAsItIsWhenThereIsOne() {
		byte[] name = "id".getBytes(StandardCharsets.UTF_8);
		byte[] long255 = new byte[255];
		Arrays.fill(long255, (byte) 0xFF);
		Headers others = Headers.builder().add("a", "1").add(name, long255).add(name, NOT_UTF8).build();
		Headers copied = Headers.builder()
			.add("z", "2")
			.copy("id", others)
			.copy("none", others)
			.copy("a", others)
			.build();
		assertThat(copied).isEqualTo(Headers.builder().add("z", "2").add(name, long255).add("a", "1").build());
		assertThat(copied.size()).isEqualTo(3);
		assertThat(Headers.builder().copy("id", Headers.EMPTY).build()).isSameAs(Headers.EMPTY);
	}

	@Test
	void shouldReplaceAllWhenSet() {
		Headers headers = Headers.of("a", "1", "b", "2", "a", "3", "c", "4");
		assertThat(list(headers.toBuilder().set("a", "9").build())).containsExactly("b=2", "c=4", "a=9");
		assertThat(list(headers.toBuilder().remove("a").remove("c").build())).containsExactly("b=2");
		assertThat(headers.toBuilder().remove("a").remove("b").remove("c").build()).isSameAs(Headers.EMPTY);
		assertThat(list(headers)).containsExactly("a=1", "b=2", "a=3", "c=4");
	}

	@Test
	void shouldNotChangeWhenBuilderIsUsedFurther() {
		HeadersBuilder builder = Headers.builder().add("a", "1");
		Headers first = builder.build();
		Headers second = builder.add("b", "2").build();
		builder.remove("a");
		assertThat(list(first)).containsExactly("a=1");
		assertThat(list(second)).containsExactly("a=1", "b=2");
		assertThat(list(builder.build())).containsExactly("b=2");
	}

	@Test
	void shouldNotSeeChangeWhenBytesAreChanged() {
		byte[] value = { 1, 2 };
		Headers headers = Headers.builder().add("k".getBytes(StandardCharsets.UTF_8), value).build();
		value[0] = 9;
		headers.getBytes("k")[1] = 9;
		assertThat(headers.getBytes("k")).containsExactly(1, 2);
	}

	@Test
	void shouldTakeUpTo255BytesWhenBuilding() {
		String longest = "x".repeat(255);
		Headers headers = Headers.of(longest, longest);
		assertThat(headers.get(longest)).isEqualTo(longest);
		assertThat(headers.byteLength()).isEqualTo(512);
		assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("k", longest + "x"))
			.withMessageContaining("'k'")
			.withMessageContaining("256")
			.withMessageContaining("255");
		assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(longest + "x", "v"))
			.withMessageContaining("256");
		assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("k", "\u00e9".repeat(128)))
			.withMessageContaining("256");
		assertThat(headers.get(longest + "x")).isNull();
	}

	@Test
	void shouldRejectWhenNumberOfStringsIsOdd() {
		assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("a", "1", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "0100", "0101", "010161", "0001", "ffff61", "000000", "00000001" })
	void shouldReadNothingWhenHeaderRunsPastSection(String hex) {
		assertThat(read(HexFormat.of().parseHex(hex), 100)).isNull();
	}

	@Test
	void shouldCountHeadersWhenReading() {
		byte[] five = new byte[10];
		assertThat(read(five, 5).size()).isEqualTo(5);
		assertThat(read(five, 4)).isNull();
		assertThat(read(new byte[0], 0)).isSameAs(Headers.EMPTY);
		assertThat(read(new byte[2], 0)).isNull();
	}

	@Test
	void shouldMoveBehindSectionWhenReading() {
		ByteBuf in = Unpooled.wrappedBuffer(new byte[] { 1, 1, 'a', 'b', 'x' });
		Headers headers = Headers.read(in, 4, 10);
		assertThat(headers).isEqualTo(Headers.of("a", "b"));
		assertThat(in.readableBytes()).isEqualTo(1);
	}

	@Test
	void shouldReadBackWhenRandom() {
		long seed = Seeds.next();
		Random random = Seeds.random(seed);
		for (int round = 0; round < 2_000; round++) {
			List<byte[][]> model = new ArrayList<>();
			HeadersBuilder builder = Headers.builder();
			for (int i = random.nextInt(20); i > 0; i--) {
				byte[][] header = { bytes(random, 4), bytes(random, 256) };
				model.add(header);
				builder.add(header[0], header[1]);
			}
			Headers built = builder.build();
			Headers headers = read(bytes(built), 20);
			assertThat(headers).as("seed %d, round %d", seed, round).isEqualTo(built).hasSameHashCodeAs(built);
			assertThat(headers.size()).isEqualTo(model.size());
			assertThat(bytes(headers.toBuilder().build())).isEqualTo(bytes(built));
			List<String> expected = model.stream().map((header) -> text(header[0]) + "=" + text(header[1])).toList();
			assertThat(list(headers)).isEqualTo(expected);
		}
	}

	private static byte[] bytes(Random random, int bound) {
		byte[] bytes = new byte[random.nextInt(bound)];
		random.nextBytes(bytes);
		return bytes;
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static List<String> list(Headers headers) {
		List<String> list = new ArrayList<>();
		headers.forEach((name, value) -> list.add(name + "=" + value));
		return list;
	}

	private static byte[] bytes(Headers headers) {
		ByteBuf out = Unpooled.buffer();
		headers.writeTo(out);
		assertThat(out.readableBytes()).isEqualTo(headers.byteLength());
		return Arrays.copyOf(out.array(), out.readableBytes());
	}

	private static Headers read(byte[] section, int maxHeaders) {
		return Headers.read(Unpooled.wrappedBuffer(section), section.length, maxHeaders);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 9, 10, 99, 100, 4_294_967_295L, 9_999_999_999L })
	void shouldReadNumberWhenWrittenAsOne(long number) {
		Headers headers = Headers.of("a", "b").withNumber("n", number);
		assertThat(headers).isEqualTo(Headers.of("a", "b", "n", Long.toString(number)));
		assertThat(headers.size()).isEqualTo(2);
		assertThat(headers.getNumber("n")).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "+1", "1 ", "12345678901", "1.0", "\u0661" })
	void shouldSaySoWhenValueIsNotANumber(String value) {
		assertThat(Headers.of("n", value).getNumber("n")).isEqualTo(Headers.NOT_A_NUMBER);
		assertThat(Headers.of("n", value).getNumber("m")).isEqualTo(Headers.ABSENT);
	}

}
