package io.vstp.spring.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.transport.EventLoops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link VstpClients}.
 */
class VstpClientsTests {

	private final EventLoops eventLoops = EventLoops.create(1, "test");

	private final AtomicInteger asked = new AtomicInteger();

	private final VstpClients clients = new VstpClients(options(), this::eventLoops, Duration.ofSeconds(1));

	@AfterEach
	void close() {
		this.clients.close();
		this.eventLoops.close();
	}

	@Test
	void shouldAskForEventLoopsWhenFirstClientIsUsed() {
		assertThat(this.asked).hasValue(0);
		VstpClient client = this.clients.client("one");
		assertThat(this.asked).hasValue(1);
		assertThat(this.clients.client("one")).isSameAs(client);
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void shouldKeepNamesInOrder() {
		assertThat(this.clients.names()).containsExactly("one", "another");
	}

	@Test
	void shouldListNamesWhenDestinationIsUnknown() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.client("two"))
			.withMessage("There is no VSTP destination 'two'. Configured under vstp.client.destinations: one, another");
	}

	@Test
	void shouldRefuseClientsWhenStoppedAndMakeNewOnesWhenStarted() {
		VstpClient before = this.clients.client("one");
		assertThat(this.clients.isRunning()).isTrue();
		this.clients.stop();
		assertThat(this.clients.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.clients.client("one"))
			.withMessage("The VSTP client of 'one' is closed");
		this.clients.start();
		assertThat(this.clients.client("one")).isNotSameAs(before);
	}

	@Test
	void shouldStopAfterServer() {
		assertThat(this.clients.getPhase()).isLessThan(VstpServerLifecycle.PHASE);
		assertThat(this.clients.isPauseable()).isFalse();
	}

	private EventLoops eventLoops() {
		this.asked.incrementAndGet();
		return this.eventLoops;
	}

	private static Map<String, VstpClientOptions> options() {
		Map<String, VstpClientOptions> options = new LinkedHashMap<>();
		options.put("one", VstpClientOptions.builder("localhost", 1).build());
		options.put("another", VstpClientOptions.builder("localhost", 2).build());
		return options;
	}

}
