package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.health.VstpServerHealthIndicator;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerCustomizer;
import io.vstp.spring.server.VstpServerEndpoint;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.server.VstpServerListeningEvent;
import io.vstp.spring.server.VstpServerState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VstpServerLifecycle} in an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class VstpServerLifecycleIT {

	private static final String KEEP_ALIVE_THREAD = "vstp-server";

	/** For what is not about time, and shall pass on a busy machine. */
	private static final Duration LONG = Duration.ofSeconds(30);

	@RegisterExtension
	private final Apps apps = new Apps();

	@Test
	void shouldTellWhatListensWhereWhenStarted(CapturedOutput output) {
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class);
		int port = Apps.port(server);
		assertThat(output).contains(
				"VSTP listening on tcp 127.0.0.1:" + port + " (plain) with 5 handlers in 1 class, handshake optional");
		VstpServerLifecycle lifecycle = server.getBean(VstpServerLifecycle.class);
		assertThat(lifecycle.state()).isEqualTo(VstpServerState.LISTENING);
		assertThat(lifecycle.endpoints())
			.containsExactly(new VstpServerEndpoint(Transport.TCP, new InetSocketAddress("127.0.0.1", port), "plain"));
	}

	@Test
	void shouldNotConnectToItselfAgainWhenStopping(CapturedOutput output) {
		int port = TestSocketUtils.findAvailableTcpPort();
		ConfigurableApplicationContext app = this.apps.run(TestHandlers.class,
				List.of("vstp.server.tcp.port=" + port, "vstp.client.destinations.self.address=127.0.0.1:" + port));
		app.getBean(VstpClients.class).client("self").connect().join();
		String ended = "The connection to self has ended (PEER_BYE)";
		// A client that is closed before it has noticed does not say so.
		app.getBeanFactory()
			.registerSingleton("between",
					new BetweenStops(() -> Awaitility.await().until(() -> output.getAll().contains(ended))));
		app.close();
		assertThat(output).contains(ended).doesNotContain("connecting again").doesNotContain("cannot be reached");
	}

	@Test
	void shouldPublishEventWhenServerListens() {
		ConfigurableApplicationContext server = this.apps.server(Slow.class);
		assertThat(server.getBean(Slow.class).events).singleElement().satisfies((event) -> {
			assertThat(event.getAddress(Transport.TCP)).extracting(InetSocketAddress::getPort)
				.isEqualTo(Apps.port(server));
			assertThat(event.getAddress(Transport.UDP)).isNull();
			assertThat(event.getEndpoints()).hasSize(1);
			assertThat(event.getServer()).isSameAs(server.getBean(VstpServerLifecycle.class).server());
		});
	}

	@Test
	void shouldApplyCustomizersAfterProperties() {
		ConfigurableApplicationContext server = this.apps.server(Customized.class, "vstp.server.max-in-flight=5");
		assertThat(server.getBean(Customized.class).maxInFlight).isEqualTo(5);
	}

	@Test
	void shouldBeUpWhileItListens() {
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class);
		this.apps.template(server).to("peer").header("op", "thread").exchange(String.class);
		Health health = server.getBean(VstpServerHealthIndicator.class).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "listening")
			.containsEntry("handlers", 5)
			.containsEntry("tcp",
					Map.of("address", "127.0.0.1:" + Apps.port(server), "security", "plain", "sessions", 1L))
			.doesNotContainKey("udp");
	}

	@Test
	void shouldBeDownWhenServerNoLongerListens() {
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class);
		server.getBean(VstpServerLifecycle.class).server().close();
		assertThat(server.getBean(VstpServerHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void shouldRunHandlersOnHandlerThreads() {
		VstpTemplate template = this.apps.template(this.apps.server(TestHandlers.class));
		assertThat(template.to("peer").header("op", "thread").exchange(String.class)).startsWith("vstp-handler-");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void shouldRunHandlersAndCallbacksOnVirtualThreadsWhenTheyAreEnabled() {
		ConfigurableApplicationContext server = this.apps.server(Slow.class, "spring.threads.virtual.enabled=true");
		VstpTemplate template = this.apps.template(server, "spring.threads.virtual.enabled=true");
		CompletableFuture<String> kinds = template.to("peer")
			.header("op", "kind")
			.exchangeAsync(String.class)
			.thenApply((kind) -> kind + " " + Thread.currentThread().getClass().getSimpleName());
		// Had the reply come before, this thread would have been the one to apply it.
		server.getBean(Slow.class).go.countDown();
		assertThat(kinds).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("VirtualThread VirtualThread");
	}

	@Test
	void shouldAnswerEverythingInFlightWhenContextIsClosed() throws Exception {
		ConfigurableApplicationContext server = this.apps.server(Slow.class, "vstp.server.executor.pool-size=20");
		VstpTemplate template = this.apps.template(server);
		Slow slow = server.getBean(Slow.class);
		VstpServerHealthIndicator health = server.getBean(VstpServerHealthIndicator.class);
		VstpHandlerExecutor executor = server.getBean(VstpHandlerExecutor.class);
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 200)
			.mapToObj((i) -> template.to("peer")
				.header("op", "slow")
				.payload(i)
				.timeout(LONG)
				.exchangeAsync(Integer.class))
			.toList();
		assertThat(slow.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		VstpServerLifecycle lifecycle = server.getBean(VstpServerLifecycle.class);
		// What comes long after the stop is refused.
		Awaitility.await().atMost(LONG).until(() -> lifecycle.server().inFlight().frames() == replies.size());
		assertThat(lifecycle.server().sessions()).hasSize(1);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, this::onNewThread);
		Awaitility.await().until(() -> lifecycle.state() == VstpServerState.DRAINING);
		assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(closing).isNotDone();
		slow.go.countDown();
		for (int i = 0; i < replies.size(); i++) {
			assertThat(replies.get(i)).succeedsWithin(LONG).isEqualTo(i + 1);
		}
		assertThat(closing).succeedsWithin(LONG);
		assertThat(lifecycle.state()).isEqualTo(VstpServerState.STOPPED);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> executor.executor().execute(() -> {
		}));
	}

	@Test
	void shouldLetHandlersUseTheTemplateWhileServerDrains() throws Exception {
		ConfigurableApplicationContext behind = this.apps.server(TestHandlers.class);
		ConfigurableApplicationContext server = this.apps.server(Slow.class,
				"vstp.client.destinations.behind.address=localhost:" + Apps.port(behind));
		Slow slow = server.getBean(Slow.class);
		CompletableFuture<String> reply = this.apps.template(server)
			.to("peer")
			.header("op", "forward")
			.timeout(LONG)
			.exchangeAsync(String.class);
		assertThat(slow.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, this::onNewThread);
		VstpServerLifecycle lifecycle = server.getBean(VstpServerLifecycle.class);
		Awaitility.await().until(() -> lifecycle.state() == VstpServerState.DRAINING);
		slow.go.countDown();
		assertThat(reply).succeedsWithin(LONG).asString().startsWith("vstp-handler-");
		assertThat(closing).succeedsWithin(LONG);
	}

	@Test
	void shouldCutOffWhatIsLeftWhenPhaseIsOver() throws Exception {
		ConfigurableApplicationContext server = this.apps.server(Slow.class,
				"spring.lifecycle.timeout-per-shutdown-phase=1s");
		VstpTemplate template = this.apps.template(server);
		Slow slow = server.getBean(Slow.class);
		CompletableFuture<String> reply = template.to("peer").header("op", "forward").exchangeAsync(String.class);
		assertThat(slow.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		long start = System.nanoTime();
		server.close();
		// Without the property it would be 28 seconds.
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(800),
				Duration.ofSeconds(20));
		assertThat(reply).failsWithin(Duration.ofSeconds(10));
	}

	@Test
	void shouldListenAgainWhenContextIsRestarted() {
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class);
		server.stop();
		assertThat(server.getBean(VstpServerLifecycle.class).state()).isEqualTo(VstpServerState.STOPPED);
		server.start();
		VstpTemplate template = this.apps.template(server);
		assertThat(template.to("peer").header("op", "thread").exchange(String.class)).startsWith("vstp-handler-");
	}

	@Test
	void shouldKeepJvmAliveForAsLongAsItListens() {
		// That of a server before may not have ended yet, though the server has.
		Set<Thread> before = keepAliveThreads();
		ConfigurableApplicationContext server = this.apps.server(TestHandlers.class);
		Set<Thread> added = keepAliveThreads();
		added.removeAll(before);
		assertThat(added).hasSize(1);
		server.close();
		Awaitility.await().until(() -> added.stream().noneMatch(Thread::isAlive));
	}

	private void onNewThread(Runnable task) {
		new Thread(task, "closing").start();
	}

	private static Set<Thread> keepAliveThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(KEEP_ALIVE_THREAD) && !thread.isDaemon())
			.collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * Does something when the server has stopped and the clients have not yet.
	 */
	private static final class BetweenStops implements SmartLifecycle {

		private final Runnable task;

		private volatile boolean running = true;

		private BetweenStops(Runnable task) {
			this.task = task;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.task.run();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return VstpClients.PHASE + 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@VstpHandler
	static class Slow {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch go = new CountDownLatch(1);

		private final List<VstpServerListeningEvent> events = new CopyOnWriteArrayList<>();

		private final ObjectProvider<VstpTemplate> template;

		Slow(ObjectProvider<VstpTemplate> template) {
			this.template = template;
		}

		@VstpHandler("op=slow")
		int slow(Integer number) throws InterruptedException {
			this.entered.countDown();
			this.go.await();
			return number + 1;
		}

		@VstpHandler("op=kind")
		String kind() throws InterruptedException {
			this.go.await();
			return Thread.currentThread().getClass().getSimpleName();
		}

		@VstpHandler("op=forward")
		String forward() throws InterruptedException {
			this.entered.countDown();
			this.go.await();
			return this.template.getObject().to("behind").header("op", "thread").exchange(String.class);
		}

		@EventListener
		void listening(VstpServerListeningEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized extends TestHandlers {

		private int maxInFlight;

		@Bean
		VstpServerCustomizer customizer() {
			return (options) -> this.maxInFlight = options.build().maxInFlight();
		}

	}

}
