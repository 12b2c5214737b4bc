package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is registered when an application is processed ahead of time.
 */
class AheadOfTimeTests {

	private final RuntimeHints hints = process();

	private static RuntimeHints process() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Handlers.class, VstpAutoConfiguration.class, VstpServerAutoConfiguration.class,
				VstpClientAutoConfiguration.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.vstp.spring.autoconfigure", "Test")),
				new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return generation.getRuntimeHints();
	}

	@Test
	void shouldRegisterMethodsThatHandle() {
		for (String method : List.of("reading", "later", "message", "raw", "failed")) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Handlers.Readings.class, method))
				.as(method)
				.accepts(this.hints);
		}
	}

	@Test
	void shouldRegisterTypesOfPayloadsAndReplies() {
		for (Class<?> type : List.of(Reading.class, Place.class, Answer.class, Later.class, InMessage.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getSimpleName()).accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Reading.class, "place")).accepts(this.hints);
	}

	@Test
	void shouldRegisterNothingOfWhatIsNotConverted() {
		for (Class<?> type : List.of(Frame.class, VstpSession.class, ByteBuf.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type).negate()).as(type.getSimpleName())
				.accepts(this.hints);
		}
	}

	@Test
	void shouldRegisterPropertiesOfDestinations() {
		Class<?> destination = VstpClientProperties.Destination.class;
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(destination, "setAddress"))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(VstpTcpServerProperties.class, "setPort"))
			.accepts(this.hints);
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@VstpHandler
		static class Readings {

			@VstpHandler("op=reading")
			Answer reading(Reading reading, @Header("id") String id, VstpSession session) {
				return new Answer();
			}

			@VstpHandler("op=later")
			CompletionStage<Later> later() {
				return CompletableFuture.completedFuture(new Later());
			}

			@VstpHandler("op=message")
			void message(Message<InMessage> message) {
			}

			@VstpHandler("op=raw")
			Frame raw(Frame frame, ByteBuf payload) {
				return frame;
			}

			@MessageExceptionHandler
			String failed(IllegalStateException ex) {
				return "failed";
			}

		}

	}

	record Reading(Place place) {

	}

	static class Place {

	}

	static class Answer {

	}

	static class Later {

	}

	static class InMessage {

	}

}
