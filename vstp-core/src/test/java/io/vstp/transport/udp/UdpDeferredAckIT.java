package io.vstp.transport.udp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.client.VstpClient;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.test.Endpoints;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.VstpErrorException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of handlers that acknowledge when they are done.
 */
class UdpDeferredAckIT {

	@RegisterExtension
	private final Endpoints endpoints = new Endpoints();

	private final CompletableFuture<Exchange> handled = new CompletableFuture<>();

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void shouldAcknowledgeWhenHandlerIsDone() {
		CompletableFuture<?> sent = send();
		Exchange exchange = this.handled.join();
		Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> !sent.isDone());
		exchange.complete();
		assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void shouldSayWhatWentWrongInPlaceOfTheAck() {
		CompletableFuture<?> sent = send();
		this.handled.join().fail("out-of-stock", "none left", Headers.of("left", "0"));
		assertThat(sent).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(VstpErrorException.class, (ex) -> {
				assertThat(ex.codeText()).isEqualTo("out-of-stock");
				assertThat(ex.headers().get("left")).isEqualTo("0");
			});
		assertThat(this.calls).hasValue(1);
	}

	private CompletableFuture<?> send() {
		FrameHandler handler = new FrameHandler() {

			@Override
			public void handle(Exchange exchange) {
				if (exchange.frame().headers().contains("correlation-id")) {
					exchange.complete();
					return;
				}
				UdpDeferredAckIT.this.calls.incrementAndGet();
				exchange.deferAcknowledge();
				UdpDeferredAckIT.this.handled.complete(exchange);
			}

			@Override
			public boolean accepts(Frame frame, Transport transport) {
				return false;
			}

		};
		VstpClient client = this.endpoints.udpClient(this.endpoints.udpServer(handler));
		// No ERR goes to an address that may be forged: a request shows that it is not.
		client.exchange(Frame.data(Headers.EMPTY, "first"), null).join().release();
		return client.sendWithAck(Frame.data(Headers.EMPTY, "job"), null);
	}

}
