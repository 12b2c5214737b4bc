package io.vstp.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client with two addresses.
 */
class FailoverIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void shouldGoOnAtTheSecondAddressWhenTheFirstServerDiesInTraffic(int connections) throws Exception {
		VstpServer first = this.endpoints.server((exchange) -> handle("first", exchange));
		InetSocketAddress address = first.address(Transport.TCP);
		VstpServer second = this.endpoints.server((exchange) -> handle("second", exchange));
		VstpClient client = this.endpoints
			.closeLater(VstpClient.create(VstpClientOptions.builder(List.of(address, second.address(Transport.TCP)))
				.connections(connections)
				.build()));
		AtomicInteger answered = new AtomicInteger();
		AtomicInteger failed = new AtomicInteger();
		Traffic traffic = new Traffic(client, answered, failed);
		Thread thread = new Thread(traffic);
		thread.start();
		await().until(() -> answered.get() > 100);
		first.close();
		// Each connection goes its own way, and not all may have got there.
		await().until(() -> traffic.last.equals("second") && client.sessions().size() == connections);
		VstpServer again = this.endpoints.server((exchange) -> handle("first", exchange),
				(options) -> options.bindAddress(address));
		assertThat(again.sessions()).as("a connection that works is kept").isEmpty();
		second.close();
		await().until(() -> traffic.last.equals("first"));
		traffic.stopped = true;
		thread.join(20_000);
		assertThat(thread.isAlive()).isFalse();
		assertThat(this.handled.values()).as("how often each was handled")
			.allSatisfy((count) -> assertThat(count).hasValue(1));
		assertThat(answered.get() + failed.get()).isEqualTo(traffic.sent);
		assertThat(failed.get()).as("calls that were open when a server died, of " + traffic.sent)
			.isLessThan(traffic.sent / 2);
	}

	@Test
	void shouldGoOnAtTheSecondAddressWhenTheFirstServerStopsGracefully() throws Exception {
		VstpServer first = this.endpoints.server((exchange) -> handle("first", exchange));
		VstpServer second = this.endpoints.server((exchange) -> handle("second", exchange));
		VstpClient client = this.endpoints.closeLater(VstpClient
			.create(VstpClientOptions.builder(List.of(first.address(Transport.TCP), second.address(Transport.TCP)))
				.build()));
		assertThat(call(client, "one")).isEqualTo("first");
		first.stop(java.time.Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);
		assertThat(call(client, "two")).isEqualTo("second");
	}

	private void handle(String server, Exchange exchange) {
		this.handled.computeIfAbsent(exchange.frame().payloadText(), (id) -> new AtomicInteger()).incrementAndGet();
		exchange.reply(Frame.data(Headers.EMPTY, server));
	}

	private static String call(VstpClient client, String id) throws Exception {
		Frame reply = client.exchange(Frame.data(Headers.EMPTY, id), null).get(10, TimeUnit.SECONDS);
		try {
			return reply.payloadText();
		}
		finally {
			reply.release();
		}
	}

	/**
	 * Makes one call after the other and leaves those that fail.
	 */
	private static final class Traffic implements Runnable {

		private final VstpClient client;

		private final AtomicInteger answered;

		private final AtomicInteger failed;

		private volatile boolean stopped;

		private volatile String last = "";

		private volatile int sent;

		private Traffic(VstpClient client, AtomicInteger answered, AtomicInteger failed) {
			this.client = client;
			this.answered = answered;
			this.failed = failed;
		}

		@Override
		public void run() {
			int next = 0;
			while (!this.stopped) {
				CompletableFuture<Frame> one = this.client.exchange(Frame.data(Headers.EMPTY, "a" + next), null);
				CompletableFuture<Frame> other = this.client.exchange(Frame.data(Headers.EMPTY, "b" + next), null);
				next++;
				this.sent += 2;
				await(one);
				await(other);
			}
		}

		private void await(CompletableFuture<Frame> call) {
			try {
				Frame reply = call.get(20, TimeUnit.SECONDS);
				this.last = reply.payloadText();
				reply.release();
				this.answered.incrementAndGet();
			}
			catch (ExecutionException ex) {
				assertThat(ex).hasCauseInstanceOf(VstpConnectionException.class);
				this.failed.incrementAndGet();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
