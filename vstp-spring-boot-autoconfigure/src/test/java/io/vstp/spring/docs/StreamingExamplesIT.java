package io.vstp.spring.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.test.BlockHoundExtension;
import io.vstp.test.LeakExtension;
import io.vstp.test.RawPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of docs/handlers.md, "Long payloads".
 */
@ExtendWith({ LeakExtension.class, BlockHoundExtension.class })
@Timeout(60)
class StreamingExamplesIT {

	private static final int LENGTH = 4 * 1024 * 1024;

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
		.web(WebApplicationType.NONE)
		.registerShutdownHook(false)
		.properties("vstp.server.tcp.port=0", "vstp.server.tcp.address=127.0.0.1")
		.run();

	@AfterEach
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "store", "count-lines", "buffers", "flow" })
	void shouldBeCalledBeforeALongPayloadIsThere(String op) throws Exception {
		byte[] frame = frame(op, LENGTH);
		try (RawPeer peer = connect()) {
			peer.send(Arrays.copyOf(frame, LENGTH / 2));
			assertThat(this.context.getBean(Files.class).called.poll(20, TimeUnit.SECONDS)).isEqualTo(op);
			peer.send(Arrays.copyOfRange(frame, LENGTH / 2, frame.length));
			assertThat(peer.receive().type()).as("asked for").isEqualTo(FrameType.ACK);
			assertThat(peer.receive().payloadText()).isEqualTo(Integer.toString(LENGTH));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "store", "count-lines", "buffers", "flow", "both" })
	void shouldBeCalledAlikeWithAShortPayload(String op) throws Exception {
		try (RawPeer peer = connect()) {
			for (int length : new int[] { 0, 1, 1000 }) {
				peer.send(frame(op, length));
				assertThat(peer.receive().type()).isEqualTo(FrameType.ACK);
				assertThat(peer.receive().payloadText()).isEqualTo(Integer.toString(length));
			}
		}
	}

	@Test
	void shouldWaitForThePayloadWhenTheHandlerTakesItInAnotherFormToo() throws Exception {
		byte[] frame = frame("both", LENGTH);
		try (RawPeer peer = connect()) {
			peer.send(frame);
			assertThat(peer.receive().type()).isEqualTo(FrameType.ACK);
			assertThat(peer.receive().payloadText()).isEqualTo(Integer.toString(LENGTH));
		}
	}

	private RawPeer connect() throws IOException {
		return RawPeer.connect(this.context.getBean(VstpServerLifecycle.class).server().address(Transport.TCP));
	}

	private static byte[] frame(String op, int length) {
		byte[] payload = new byte[length];
		Arrays.fill(payload, (byte) '\n');
		return RawPeer
			.encode(Frame.data(Headers.of("op", op, HeaderNames.MSG_ID, "1"), payload).withFlags(FrameFlags.REQ_ACK));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Files.class)
	static class Application {

	}

	@VstpHandler
	static class Files {

		final BlockingQueue<String> called = new LinkedBlockingQueue<>();

		@VstpHandler("op=store")
		long store(InputStream content) throws IOException {
			this.called.add("store");
			return content.transferTo(OutputStream.nullOutputStream());
		}

		@VstpHandler("op=count-lines")
		Mono<Long> countLines(Flux<byte[]> content) {
			this.called.add("count-lines");
			return content.reduce(0L, (lines, part) -> lines + count(part, '\n'));
		}

		@VstpHandler("op=buffers")
		Mono<Integer> buffers(@Header("op") String op, Flux<ByteBuf> content) {
			this.called.add(op);
			return content.reduce(0, (sum, part) -> {
				int length = part.readableBytes();
				part.release();
				return sum + length;
			});
		}

		@VstpHandler("op=flow")
		Mono<Integer> flow(Flow.Publisher<byte[]> content) {
			this.called.add("flow");
			return JdkFlowAdapter.flowPublisherToFlux(content).reduce(0, (sum, part) -> sum + part.length);
		}

		@VstpHandler("op=both")
		long both(InputStream content, Frame frame) throws IOException {
			long length = content.transferTo(OutputStream.nullOutputStream());
			assertThat(frame.payload().readableBytes()).isEqualTo((int) length);
			return length;
		}

		private static long count(byte[] part, char wanted) {
			long found = 0;
			for (byte letter : part) {
				found += (letter == wanted) ? 1 : 0;
			}
			return found;
		}

	}

}
