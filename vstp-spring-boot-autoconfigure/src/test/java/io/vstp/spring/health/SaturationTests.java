package io.vstp.spring.health;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.vstp.server.InFlight;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.Exchange;
import io.vstp.transport.Reassemblies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Saturation}.
 */
class SaturationTests {

	private final VstpServer server = VstpServer.create(
			VstpServerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).maxInFlight(7).build(),
			Exchange::complete);

	private final CountDownLatch go = new CountDownLatch(1);

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(10));

	@AfterEach
	void close() {
		this.go.countDown();
		this.pool.shutdown();
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "0,10,false", "8,10,false", "9,10,true", "10,10,true", "12,10,true", "1,2,false", "2,2,true",
			"0,1,false", "1,1,true", "0,0,false", "9000000000,10000000000,true" })
	void shouldBeFullFromNineTenths(long used, long max, boolean full) {
		assertThat(Saturation.isFull(used, max)).isEqualTo(full);
	}

	@Test
	void shouldTellOfWhatThereIs() {
		Saturation none = Saturation.of(this.server, null, false);
		assertThat(none.details()).containsOnly(Map.entry("inFlight", new InFlight(0, 7, 0, 256 * 1024 * 1024)));
		assertThat(none.saturated()).isEmpty();
		assertThat(Saturation.of(this.server, this.pool, true).details())
			.containsOnlyKeys("inFlight", "handlerPool", "reassemblies")
			.containsEntry("handlerPool", new Saturation.HandlerPool(0, 1, 0, 10))
			.containsEntry("reassemblies", Reassemblies.NONE);
	}

	@Test
	void shouldNameThePoolWhenItsQueueIsNearlyFull() {
		for (int i = 0; i < 9; i++) {
			this.pool.execute(this::await);
		}
		assertThat(Saturation.of(this.server, this.pool, false).saturated()).isEmpty();
		this.pool.execute(this::await);
		assertThat(Saturation.of(this.server, this.pool, false).saturated()).isEqualTo(List.of("handlerPool"));
	}

	private void await() {
		try {
			this.go.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
