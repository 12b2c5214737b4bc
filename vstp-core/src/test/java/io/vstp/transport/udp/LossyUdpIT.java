package io.vstp.transport.udp;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Seeds;
import io.vstp.transport.FrameHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our client and our server over real sockets between which datagrams get lost, doubled
 * and out of order.
 */
@Tag("long")
class LossyUdpIT {

	private static final int MESSAGES = 10_000;

	private static final int MAX_LENGTH = 64 * 1024;

	private static final int UNDER_WAY = 64;

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	/** How often each message was handled. */
	private final Map<Integer, AtomicInteger> handled = new ConcurrentHashMap<>();

	private final AtomicInteger damaged = new AtomicInteger();

	private final FrameHandler handler = (exchange) -> {
		Frame frame = exchange.frame();
		int number = Integer.parseInt(String.valueOf(frame.header("number")));
		this.handled.computeIfAbsent(number, (key) -> new AtomicInteger()).incrementAndGet();
		if (!String.valueOf(crc(frame.payload())).equals(frame.header("payload-crc"))) {
			this.damaged.incrementAndGet();
		}
		exchange.complete();
	};

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.2 })
	@Timeout(value = 4, unit = TimeUnit.MINUTES)
	void shouldHandleEachAcknowledgedMessageOnceWhenLossy(double loss) throws Exception {
		VstpServer server = this.endpoints.udpServer(this.handler);
		long seed = Seeds.next();
		try (UdpRelay relay = UdpRelay.builder(server.address(Transport.UDP))
			.seed(seed)
			.loss(loss)
			.duplication(0.05)
			.reordering(0.05)
			.start()) {
			VstpClient client = this.endpoints.udpClient(relay.address().getPort(), LossyUdpIT::patient);
			sendAll(client, Seeds.random(seed));
			assertThat(this.handled).hasSize(MESSAGES);
			assertThat(this.handled.values()).allSatisfy((count) -> assertThat(count).hasValue(1));
			assertThat(this.damaged).hasValue(0);
		}
	}

	// With one datagram in five lost each way, a third of all attempts fail.
	private static void patient(VstpClientOptions.Builder options) {
		options.callTimeout(Duration.ofSeconds(60))
			.udp(options.build()
				.udp()
				.mutate()
				.maxRetries(20)
				.retryDelay(Duration.ofMillis(20))
				.maxRetryDelay(Duration.ofMillis(500))
				.build());
	}

	private static void sendAll(VstpClient client, Random random) throws Exception {
		Semaphore places = new Semaphore(UNDER_WAY);
		AtomicLong failures = new AtomicLong();
		CompletableFuture<Throwable> first = new CompletableFuture<>();
		for (int i = 0; i < MESSAGES; i++) {
			byte[] payload = new byte[length(random)];
			random.nextBytes(payload);
			Frame frame = Frame.data(Headers.of("number", Integer.toString(i), "payload-crc", crc(payload)), payload);
			assertThat(places.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
			client.sendWithAck(frame, null).whenComplete((done, failure) -> {
				places.release();
				if (failure != null) {
					failures.incrementAndGet();
					first.complete(failure);
				}
			});
		}
		assertThat(places.tryAcquire(UNDER_WAY, 60, TimeUnit.SECONDS)).isTrue();
		assertThat(failures).as(() -> "the first failure: " + first.getNow(null)).hasValue(0);
	}

	// Most fit into a datagram, some need as many as 60.
	private static int length(Random random) {
		return (random.nextInt(4) > 0) ? random.nextInt(1_000) : random.nextInt(MAX_LENGTH);
	}

	private static String crc(byte[] payload) {
		CRC32 crc = new CRC32();
		crc.update(payload);
		return Long.toString(crc.getValue());
	}

	private static long crc(ByteBuf payload) {
		CRC32 crc = new CRC32();
		for (var part : payload.nioBuffers()) {
			crc.update(part);
		}
		return crc.getValue();
	}

}
