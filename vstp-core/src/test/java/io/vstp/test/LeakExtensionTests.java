package io.vstp.test;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameDecoder;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That the guard against leaks can bite.
 */
class LeakExtensionTests {

	// Before these tests leak anything, what others left behind must have been reported.
	private final List<String> before = LeakExtension.find();

	@Test
	void shouldTrackEveryBuffer() {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
		assertThat(this.before).isEmpty();
	}

	@RepeatedTest(10)
	void shouldFindPooledBufferWhenNobodyReleasesIt() {
		String mark = UUID.randomUUID().toString();
		leak(PooledByteBufAllocator.DEFAULT.directBuffer(10), mark);
		assertThat(LeakExtension.find()).singleElement().asString().contains(mark).contains("shouldFindPooledBuffer");
		assertThat(LeakExtension.find()).isEmpty();
	}

	@Test
	void shouldFindEachKindOfBufferWhenNobodyReleasesIt() {
		leak(PooledByteBufAllocator.DEFAULT.heapBuffer(10), "pooled heap");
		leak(UnpooledByteBufAllocator.DEFAULT.directBuffer(10), "unpooled direct");
		leak(PooledByteBufAllocator.DEFAULT.compositeBuffer()
			.addComponent(true, UnpooledByteBufAllocator.DEFAULT.heapBuffer(1)), "composite");
		leak(PooledByteBufAllocator.DEFAULT.buffer(10).writeInt(1).readRetainedSlice(2), "slice");
		assertThat(LeakExtension.find()).hasSizeGreaterThanOrEqualTo(4)
			.anyMatch((leak) -> leak.contains("pooled heap"))
			.anyMatch((leak) -> leak.contains("unpooled direct"))
			.anyMatch((leak) -> leak.contains("composite"))
			.anyMatch((leak) -> leak.contains("slice"));
	}

	@Test
	void shouldFindFrameWhenNobodyReleasesIt() {
		decodeAndForget();
		assertThat(LeakExtension.find()).isNotEmpty().anyMatch((leak) -> leak.contains("decodeAndForget"));
	}

	@Test
	void shouldFindNothingWhenAllIsReleased() {
		for (int i = 0; i < 100; i++) {
			PooledByteBufAllocator.DEFAULT.directBuffer(10).release();
		}
		assertThat(LeakExtension.find()).isEmpty();
	}

	@Test
	void shouldFailTestClassWhenItLeaks() {
		leak(PooledByteBufAllocator.DEFAULT.directBuffer(10), "by a whole class " + UUID.randomUUID());
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new LeakExtension().afterAll(null))
			.withMessageContaining("by a whole class");
	}

	private static void leak(ByteBuf buffer, String mark) {
		buffer.touch(mark);
	}

	private static void decodeAndForget() {
		EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FrameLimits.DEFAULTS, CrcMode.ALWAYS));
		channel.writeInbound(channel.alloc().buffer().writeBytes(RawPeer.encode(Frame.data(Headers.EMPTY, "x"))));
		assertThat(Optional.ofNullable(channel.readInbound())).isPresent();
		channel.close();
	}

}
