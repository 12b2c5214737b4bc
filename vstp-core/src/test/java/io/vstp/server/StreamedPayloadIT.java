package io.vstp.server;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.vstp.codec.PayloadStream;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.test.BlockHoundExtension;
import io.vstp.test.Endpoints;
import io.vstp.test.LeakExtension;
import io.vstp.test.RawPeer;
import io.vstp.test.Seeds;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payloads that are handled while they come in.
 */
@ExtendWith({ LeakExtension.class, BlockHoundExtension.class })
@Timeout(60)
class StreamedPayloadIT {

	private static final int MIB = 1024 * 1024;

	private final ExecutorService executor = Executors.newFixedThreadPool(4);

	private final BlockingQueue<Exchange> begun = new LinkedBlockingQueue<>();

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	@AfterEach
	void stopExecutor() {
		this.executor.shutdownNow();
	}

	@Test
	void shouldReadWhatIsLongerThanAnyBufferAndAcknowledgeAtTheEnd() throws Exception {
		byte[] payload = random(20 * MIB);
		VstpServer server = server((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, crc(stream(exchange)))));
		Headers headers = Headers.of("name", "long", HeaderNames.MSG_ID, "1", HeaderNames.CORRELATION_ID, "c");
		try (RawPeer peer = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			byte[] frame = RawPeer.encode(Frame.data(headers, payload).withFlags(FrameFlags.REQ_ACK));
			peer.send(Arrays.copyOf(frame, 8 * MIB));
			Exchange exchange = this.begun.take();
			assertThat(exchange.frame().header("name")).isEqualTo("long");
			assertThat(exchange.frame().payload().isReadable()).isFalse();
			peer.send(Arrays.copyOfRange(frame, 8 * MIB, frame.length));
			assertThat(peer.receive().type()).isEqualTo(FrameType.ACK);
			assertThat(peer.receive().payloadText()).isEqualTo(crc(payload));
			peer.send(Frame.data(Headers.of("name", "short"), "abc"));
			assertThat(peer.receive().payloadText()).isEqualTo(crc("abc".getBytes()));
		}
	}

	@Test
	void shouldMakeThePeerWaitWhileTheHandlerDoesNotRead() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		VstpServer server = server((exchange) -> {
			go.await();
			exchange.reply(Frame.data(Headers.EMPTY, crc(stream(exchange))));
		});
		byte[] payload = random(20 * MIB);
		try (RawPeer peer = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			CompletableFuture<Void> sent = CompletableFuture
				.runAsync(() -> send(peer, Frame.data(Headers.EMPTY, payload)), this.executor);
			PayloadStream stream = Objects.requireNonNull(PayloadStream.of(this.begun.take().frame()));
			while (!stream.isFull()) {
				Thread.onSpinWait();
			}
			assertThat(sent).isNotDone();
			// What one read may bring on top of the window.
			assertThat(stream.received()).isLessThan(2 * MIB);
			go.countDown();
			assertThat(peer.receive().payloadText()).isEqualTo(crc(payload));
			sent.join();
		}
	}

	@Test
	void shouldDropTheRestWhenTheHandlerHasReadEnough() throws Exception {
		VstpServer server = server((exchange) -> {
			InputStream in = stream(exchange);
			String first = Integer.toString(in.read());
			if (exchange.frame().headers().contains("close")) {
				in.close();
			}
			exchange.reply(Frame.data(Headers.EMPTY, first));
		});
		byte[] payload = random(12 * MIB);
		payload[0] = 7;
		try (RawPeer peer = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			for (Headers headers : List.of(Headers.EMPTY, Headers.of("close", ""))) {
				peer.send(Frame.data(headers, payload));
				assertThat(peer.receive().payloadText()).isEqualTo("7");
			}
		}
	}

	@Test
	void shouldTellTheHandlerWhenTheCrcIsWrong() throws Exception {
		VstpServer server = server((exchange) -> exchange.reply(Frame.data(Headers.EMPTY, crc(stream(exchange)))));
		byte[] frame = RawPeer.encode(Frame.data(Headers.of(HeaderNames.CORRELATION_ID, "c"), random(4 * MIB)));
		frame[frame.length - 100]++;
		try (RawPeer peer = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			peer.send(frame);
			Frame failed = peer.receive();
			assertThat(failed.header("code")).isEqualTo(ErrorCode.HANDLER_FAILED.code());
			assertThat(failed.header("message")).contains("The CRC is");
			assertThat(failed.header(HeaderNames.CORRELATION_ID)).isEqualTo("c");
			assertThat(peer.receive().header("code")).isEqualTo(ErrorCode.MALFORMED.code());
		}
	}

	@Test
	void shouldTellTheHandlerWhenThePeerIsGoneOrSilent() throws Exception {
		BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
		VstpServer server = server((exchange) -> {
			try {
				crc(stream(exchange));
			}
			catch (IOException ex) {
				failures.add(ex);
			}
			exchange.complete();
		}, Duration.ofSeconds(1));
		byte[] half = Arrays.copyOf(RawPeer.encode(Frame.data(Headers.EMPTY, random(4 * MIB))), 3 * MIB);
		RawPeer gone = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)));
		gone.send(half);
		this.begun.take();
		gone.close();
		assertThat(failures.take()).hasMessageContaining("did not come to its end");
		try (RawPeer silent = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			silent.send(half);
			assertThat(failures.take()).hasMessageContaining("did not come to its end");
			assertThat(silent.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldPublishToASubscriberAsItAsks() throws Exception {
		CompletableFuture<String> result = new CompletableFuture<>();
		VstpServer server = server((exchange) -> {
			PayloadStream stream = PayloadStream.of(exchange.frame());
			if (stream == null) {
				exchange.complete();
				return;
			}
			stream.publisher().subscribe(new Crc(result));
			result.whenComplete((crc, ex) -> exchange.reply(Frame.data(Headers.EMPTY, String.valueOf(crc))));
		});
		byte[] payload = random(24 * MIB);
		try (RawPeer peer = RawPeer.connect(Objects.requireNonNull(server.address(Transport.TCP)))) {
			peer.send(Frame.data(Headers.EMPTY, payload));
			assertThat(peer.receive().payloadText()).isEqualTo(crc(payload));
		}
		assertThat(result.join()).isEqualTo(crc(payload));
	}

	private static void send(RawPeer peer, Frame frame) {
		try {
			peer.send(frame);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private VstpServer server(FrameHandler handler) {
		return server(handler, Duration.ofSeconds(30));
	}

	private VstpServer server(FrameHandler handler, Duration payloadTimeout) {
		FrameHandler streaming = new FrameHandler() {

			@Override
			public void handle(Exchange exchange) throws Exception {
				StreamedPayloadIT.this.begun.add(exchange);
				handler.handle(exchange);
			}

			@Override
			public boolean streams(Frame head, Transport transport) {
				return true;
			}

		};
		return this.endpoints.server(streaming,
				(options) -> options.executor(this.executor)
					.session(options.build()
						.session()
						.mutate()
						.limits(FrameLimits.DEFAULTS.withMaxFrameLength(64 * MIB))
						.payloadTimeout(payloadTimeout)
						.build()));
	}

	private static InputStream stream(Exchange exchange) {
		PayloadStream stream = PayloadStream.of(exchange.frame());
		return (stream != null) ? stream.inputStream() : new ByteBufInputStream(exchange.frame().payload());
	}

	private static byte[] random(int length) {
		byte[] payload = new byte[length];
		new Random(Seeds.next()).nextBytes(payload);
		return payload;
	}

	private static String crc(InputStream in) throws IOException {
		CRC32 crc = new CRC32();
		byte[] part = new byte[10_000];
		for (int count = in.read(part); count >= 0; count = in.read(part)) {
			crc.update(part, 0, count);
		}
		return Long.toHexString(crc.getValue());
	}

	private static String crc(byte[] payload) {
		CRC32 crc = new CRC32();
		crc.update(payload);
		return Long.toHexString(crc.getValue());
	}

	private static final class Crc implements Flow.Subscriber<ByteBuf> {

		private final CompletableFuture<String> result;

		private final CRC32 crc = new CRC32();

		private Flow.Subscription subscription;

		Crc(CompletableFuture<String> result) {
			this.result = result;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(ByteBuf part) {
			this.crc.update(ByteBufUtil.getBytes(part));
			part.release();
			this.subscription.request(1);
		}

		@Override
		public void onError(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.result.complete(Long.toHexString(this.crc.getValue()));
		}

	}

}
