package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.util.internal.PlatformDependent;
import io.vstp.client.VstpClient;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server that gets a first fragment from each of 100,000 addresses.
 */
@Tag("long")
class UdpFloodIT {

	private static final int ADDRESSES = 100_000;

	private static final int MAX_ADDRESSES = 5_000_000;

	private static final int MEGABYTE = 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final LongAdder seen = new LongAdder();

	private final VstpObserver observer = new VstpObserver() {
		@Override
		public void sessionOpened(Side side, Transport transport) {
			UdpFloodIT.this.seen.increment();
		}

		@Override
		public void datagramDropped(Side side, DropReason reason) {
			if (reason == DropReason.OVERLOADED) {
				UdpFloodIT.this.seen.increment();
			}
		}
	};

	@Test
	void shouldStayWithinBoundsAndServeThoseWhoWereThereWhenDefaultsHold() throws Exception {
		withstand("defaults", ADDRESSES, 20, (options) -> {
		});
	}

	@Test
	void shouldStayWithinBoundsAndServeThoseWhoWereThereWhenBytesAreFewerThanPeers() throws Exception {
		withstand("few bytes", ADDRESSES / 3, 2,
				(options) -> options.maxPeers(20_000)
					.maxUnvalidatedPeers(10_000)
					.maxUnvalidatedBytes(2 * MEGABYTE)
					.maxReassemblies(40_000));
	}

	private void withstand(String name, int addresses, int megabytes, Consumer<UdpListenerOptions.Builder> more)
			throws Exception {
		UdpListenerOptions.Builder udp = UdpListenerOptions.builder()
			.bindAddress(new InetSocketAddress("127.0.0.1", 0))
			.idleTimeout(Duration.ofSeconds(7))
			.datagrams(UdpOptions.builder().reassemblyTimeout(Duration.ofSeconds(6)).build());
		more.accept(udp);
		UdpListenerOptions options = udp.build();
		VstpServer server = this.endpoints.server(UdpFloodIT::count,
				(builder) -> builder.tcp(false).udp(options).observer(this.observer));
		// Most of the flood is lost in the socket, and so may a few of its datagrams be.
		VstpClient friend = this.endpoints.udpClient(server.address(Transport.UDP).getPort(),
				(client) -> client.udp(UdpOptions.builder().stallTimeout(Duration.ofSeconds(30)).build()));
		transfer(friend, MEGABYTE);
		UdpSession session = (UdpSession) server.sessions().iterator().next();
		long heap = heap();
		long direct = PlatformDependent.usedDirectMemory();
		SpoofedFlood flood = new SpoofedFlood(server.address(Transport.UDP), this.seen::sum);
		CompletableFuture<Void> flooding = CompletableFuture.runAsync(() -> flood.run(MAX_ADDRESSES));
		try {
			await().atMost(TIMEOUT).until(() -> flood.sent() > addresses / 10 || flooding.isDone());
			long start = System.nanoTime();
			transfer(friend, megabytes * MEGABYTE);
			long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
			transfer(this.endpoints.udpClient(server), 1_000);
			long most = 0;
			do {
				transfer(friend, 1_000);
				most = Math.max(most, budget(session, ReassemblyBudget::bytes));
			}
			while (flood.sent() < addresses && !flooding.isDone());
			int sessions = server.sessions().size();
			assertThat(flooding).as("the flood goes on").isNotDone();
			System.out.printf(Locale.ROOT,
					"Flood, %s: %d addresses, meanwhile %d MiB took %d ms; unfinished messages took %d bytes of %d, "
							+ "sessions %d; heap %d -> %d MiB, direct %d -> %d MiB%n",
					name, flood.sent(), megabytes, millis, most, options.maxUnvalidatedBytes(), sessions, heap >> 20,
					heap() >> 20, direct >> 20, PlatformDependent.usedDirectMemory() >> 20);
			assertThat(most).isBetween(1L, options.maxUnvalidatedBytes());
			assertThat(sessions).isLessThanOrEqualTo(options.maxUnvalidatedPeers() + 2);
		}
		finally {
			flood.stop();
			flooding.get(10, TimeUnit.SECONDS);
		}
		System.out.printf(Locale.ROOT, "%d bytes came, %d went back: %.3f for each, at the worst address %.3f%n",
				flood.sentBytes(), flood.receivedBytes(), (double) flood.receivedBytes() / flood.sentBytes(),
				flood.worst());
		assertThat(flood.worst()).isLessThanOrEqualTo(3);
		awaitNothingLeft(server, session);
	}

	private static void count(Exchange exchange) {
		exchange.reply(Frame.data(Headers.EMPTY, Integer.toString(exchange.frame().payload().readableBytes())));
	}

	private static void awaitNothingLeft(VstpServer server, UdpSession session) {
		await().atMost(TIMEOUT).untilAsserted(() -> {
			assertThat(server.sessions()).isEmpty();
			assertThat(budget(session, ReassemblyBudget::bytes)).isZero();
			assertThat(budget(session, ReassemblyBudget::reassemblies)).isZero();
			assertThat(budget(session, ReassemblyBudget::remembered)).isZero();
		});
		System.out.printf(Locale.ROOT, "Afterwards: heap %d MiB, direct %d MiB%n", heap() >> 20,
				PlatformDependent.usedDirectMemory() >> 20);
	}

	private static void transfer(VstpClient client, int length) {
		byte[] payload = new byte[length];
		new Random(length).nextBytes(payload);
		Frame reply = client.exchange(Frame.data(Headers.EMPTY, payload), TIMEOUT).join();
		assertThat(reply.payloadText()).isEqualTo(Integer.toString(length));
		reply.release();
	}

	private static <T> T budget(UdpSession session, Function<ReassemblyBudget, T> figure) throws Exception {
		CompletableFuture<T> result = new CompletableFuture<>();
		session.port().execute(() -> result.complete(figure.apply(session.port().budget())));
		return result.get(10, TimeUnit.SECONDS);
	}

	private static long heap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
