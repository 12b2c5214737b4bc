package io.vstp.spring.exchange;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.spring.annotation.VstpExchange;
import org.junit.jupiter.api.Test;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.DecoratingProxy;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpClientAotProcessor}.
 */
class VstpClientAotProcessorTests {

	@Test
	void shouldRegisterProxyAndTypesWhenThereIsAClient() throws Exception {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(VstpClientAotProcessorTests.class)), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Imports.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.proxies()
			.forInterfaces(Weather.class, SpringProxy.class, Advised.class, DecoratingProxy.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Reading.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Place.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Weather.class, "latest")).accepts(hints);
		assertThat(files.getGeneratedFileContent(Kind.SOURCE,
				"io/vstp/spring/exchange/VstpClientAotProcessorTests__BeanDefinitions.java"))
			.contains("VstpClientFactoryBean", "VstpClientAotProcessorTests.Weather.class", "\"telemetry\"");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportVstpClients(types = Weather.class, destination = "telemetry")
	static class Imports {

	}

	interface Weather {

		@VstpExchange("op=latest")
		CompletableFuture<List<Reading>> latest(Place place);

	}

	record Reading(double celsius) {

	}

	record Place(String name) {

	}

}
