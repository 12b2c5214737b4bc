package io.vstp.spring.autoconfigure;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.vstp.spring.client.VstpTemplate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that has a destination too, and a client that asks it.
 */
public final class TinyApp {

	static final String ANSWERED = "The frame was answered";

	static final String OBSERVED = "Observed ";

	private TinyApp() {
	}

	/**
	 * Runs both, and says on the standard output that there was an answer.
	 * @param args the name of a class that must not be there, and properties
	 */
	public static void main(String... args) {
		assertThat(ClassUtils.isPresent(args[0], null)).isFalse();
		run(runner().withPropertyValues(Arrays.copyOfRange(args, 1, args.length)), (context) -> {
		});
		System.out.println(ANSWERED);
	}

	/**
	 * Returns a runner with the auto-configuration that an application has.
	 * @param hidden packages whose auto-configuration it has not
	 */
	static ApplicationContextRunner runner(String... hidden) {
		String excluded = ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> Arrays.stream(hidden).anyMatch(name::startsWith))
			.collect(Collectors.joining(","));
		return new ApplicationContextRunner().withUserConfiguration(EverythingElse.class)
			.withPropertyValues("spring.autoconfigure.exclude=" + excluded);
	}

	/**
	 * Runs both.
	 * @param runner has what they have in common
	 * @param server looks at the server, once it has answered
	 */
	static void run(ApplicationContextRunner runner, Consumer<AssertableApplicationContext> server) {
		runner.withUserConfiguration(TestHandlers.Echo.class)
			.withPropertyValues("vstp.server.tcp.address=127.0.0.1", "vstp.server.tcp.port=0",
					"vstp.client.destinations.unused.address=localhost")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ask(runner, Apps.port(context.getSourceApplicationContext()));
				server.accept(context);
			});
	}

	private static void ask(ApplicationContextRunner runner, int port) {
		runner.withPropertyValues("vstp.client.destinations.peer.address=localhost:" + port).run((context) -> {
			assertThat(context).hasNotFailed();
			VstpTemplate template = context.getBean(VstpTemplate.class);
			TestHandlers.Item item = new TestHandlers.Item("one", 1);
			assertThat(template.to("peer").header("op", "echo").payload(item).exchange(TestHandlers.Item.class))
				.isEqualTo(item);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EverythingElse {

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(name = "io.micrometer.observation.ObservationHandler")
		@ConditionalOnBooleanProperty("tiny.listening")
		static class Listening {

			@Bean
			ObservationHandler<Observation.Context> printer() {
				return new ObservationHandler<>() {

					@Override
					public void onStop(Observation.Context context) {
						System.out.println(OBSERVED + context.getName());
					}

					@Override
					public boolean supportsContext(Observation.Context context) {
						return true;
					}

				};
			}

		}

	}

}
