package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.vstp.transport.EventLoops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has the starter, and neither a handler nor a destination, does not
 * notice it.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuietStarterIT {

	@RegisterExtension
	private final Apps apps = new Apps();

	@Test
	void shouldLeaveNoTraceWhenThereIsNeitherHandlerNorDestination(CapturedOutput output) {
		Set<String> before = threads();
		ConfigurableApplicationContext context = this.apps.run(Apps.Empty.class, List.of());
		assertThat(output.getAll().lines().filter((line) -> !line.contains(" DEBUG "))).isNotEmpty()
			.noneMatch((line) -> line.contains("VSTP"));
		assertThat(threads()).isSubsetOf(before);
		assertThat(context.getBeanFactory().containsSingleton("vstpEventLoops")).as("event loops, and so sockets")
			.isFalse();
		assertThat(context.getBeanNamesForType(EventLoops.class, true, false)).containsExactly("vstpEventLoops");
		assertThat(context.getEnvironment().containsProperty("local.vstp.tcp.port")).isFalse();
		assertThat(context.getBean(MeterRegistry.class).getMeters())
			.noneMatch((meter) -> meter.getId().getName().contains("vstp"));
		assertThat(context.getBean(HealthContributorRegistry.class).stream())
			.noneMatch((contributor) -> contributor.name().contains("vstp"));
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map((thread) -> thread.getName().toLowerCase(Locale.ROOT))
			.filter((name) -> name.contains("vstp"))
			.collect(Collectors.toSet());
	}

}
