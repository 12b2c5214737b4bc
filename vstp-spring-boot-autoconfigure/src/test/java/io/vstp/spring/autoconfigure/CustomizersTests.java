package io.vstp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

import io.vstp.client.VstpClientOptions;
import io.vstp.codec.CrcMode;
import io.vstp.observe.Side;
import io.vstp.server.VstpServerOptions;
import io.vstp.spring.client.VstpCallbackExecutor;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.customize.VstpCodecCustomizer;
import io.vstp.spring.customize.VstpExecutorCustomizer;
import io.vstp.spring.server.VstpHandlerExecutor;
import io.vstp.spring.server.VstpServerCustomizer;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.server.VstpServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the beans that adjust server, clients, codec and executors.
 */
class CustomizersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class,
				VstpClientAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("vstp.client.destinations.peer.address=localhost");

	@Test
	void shouldCustomizeInOrderAndAfterTheProperties() {
		this.runner.withUserConfiguration(Ordered.class)
			.withPropertyValues("vstp.client.defaults.crc=always", "vstp.client.defaults.keep-alive=1s")
			.run((context) -> {
				assertThat(context.getBean(Ordered.class).calls).containsExactly("codec 1 CLIENT", "codec 2 CLIENT",
						"client 1 peer", "client 2 peer");
				VstpClientOptions options = context.getBean(Ordered.class).options;
				assertThat(options.session().crcMode()).isEqualTo(CrcMode.FLAGGED);
				assertThat(options.session().keepAlive()).hasSeconds(1);
				assertThat(context.getBean(VstpClients.class).names()).containsExactly("peer");
			});
	}

	@Test
	void shouldCustomizeServerWhenItStarts() {
		List<String> calls = new ArrayList<>();
		this.runner.withUserConfiguration(TestHandlers.class)
			.withPropertyValues("vstp.server.tcp.port=0", "vstp.server.tcp.address=127.0.0.1",
					"vstp.server.limits.max-headers=7")
			.withBean(VstpCodecCustomizer.class, () -> (side, options) -> {
				if (side == Side.SERVER) {
					calls.add("codec " + options.build().limits().maxHeaders());
					options.crcMode(CrcMode.FLAGGED);
				}
			})
			.withBean(VstpServerCustomizer.class, () -> (options) -> {
				VstpServerOptions current = options.build();
				calls.add("server " + current.session().crcMode());
			})
			.run((context) -> {
				assertThat(context.getBean(VstpServerLifecycle.class).state()).isEqualTo(VstpServerState.LISTENING);
				assertThat(calls).containsExactly("codec 7", "server FLAGGED");
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void shouldDecorateTasksOfBothExecutors(boolean virtual) {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=" + virtual)
			.withBean("outer", TaskDecorator.class, () -> named("outer"))
			.withBean("inner", TaskDecorator.class, () -> named("inner"))
			.run((context) -> {
				assertThat(decorations(context.getBean(VstpHandlerExecutor.class).executor()))
					.containsExactlyInAnyOrder("outer", "inner");
				assertThat(decorations(context.getBean(VstpCallbackExecutor.class).executor()))
					.containsExactlyInAnyOrder("outer", "inner");
			});
	}

	private static final ThreadLocal<List<String>> DECORATIONS = ThreadLocal.withInitial(ArrayList::new);

	private static TaskDecorator named(String name) {
		return (task) -> () -> {
			DECORATIONS.get().add(name);
			task.run();
		};
	}

	private static List<String> decorations(Executor executor) {
		CompletableFuture<List<String>> seen = new CompletableFuture<>();
		executor.execute(() -> seen.complete(DECORATIONS.get()));
		return seen.join();
	}

	@Test
	void shouldShutPoolsDownWhenTheyAreWrapped() {
		Map<String, Executor> pools = new ConcurrentHashMap<>();
		this.runner.withBean(VstpExecutorCustomizer.class, () -> (name, executor) -> {
			pools.put(name, executor);
			return executor::execute;
		}).run((context) -> {
			assertThat(pools).containsOnlyKeys("handler", "client", "push");
			assertThat(context.getBean(VstpHandlerExecutor.class).executor()).isNotSameAs(pools.get("handler"));
			context.close();
			assertThat(pools.values())
				.allSatisfy((pool) -> assertThat(pool).isInstanceOfSatisfying(ThreadPoolExecutor.class,
						(threads) -> assertThat(threads.isShutdown()).isTrue()));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Ordered {

		private final List<String> calls = new ArrayList<>();

		private VstpClientOptions options;

		@Bean
		@Order(2)
		VstpClientCustomizer second() {
			return (destination, options) -> {
				this.calls.add("client 2 " + destination);
				this.options = options.build();
			};
		}

		@Bean
		@Order(1)
		VstpClientCustomizer first() {
			return (destination, options) -> this.calls.add("client 1 " + destination);
		}

		@Bean
		@Order(2)
		VstpCodecCustomizer secondCodec() {
			return (side, options) -> {
				this.calls.add("codec 2 " + side);
				options.crcMode(CrcMode.FLAGGED);
			};
		}

		@Bean
		@Order(1)
		VstpCodecCustomizer firstCodec() {
			return (side, options) -> this.calls.add("codec 1 " + side);
		}

	}

}
