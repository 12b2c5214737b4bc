package io.vstp.spring.observation;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that is asked by HTTP, and asks itself by VSTP.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ TracingApp.Web.class, TracingApp.Handlers.class })
class TracingApp {

	/** No bean, or Boot would export to it as well, in batches and late. */
	static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

	private static final Logger logger = LoggerFactory.getLogger(TracingApp.class);

	@Bean
	static SpanProcessor processor() {
		return SimpleSpanProcessor.create(SPANS);
	}

	@RestController
	static class Web {

		private final VstpTemplate template;

		Web(VstpTemplate template) {
			this.template = template;
		}

		@GetMapping("/call")
		String call(@RequestParam String by, @RequestParam String op) {
			return this.template.to(by).header("op", op).header("by", by).exchange(String.class);
		}

		@GetMapping("/push")
		int push() {
			return this.template.broadcast().header("op", "tick").sendWithAck().succeeded();
		}

	}

	static class Handlers {

		private final VstpTemplate template;

		Handlers(VstpTemplate template) {
			this.template = template;
		}

		@VstpHandler("op=outer")
		String outer(@Header("by") String by) {
			logger.info("The outer handler runs");
			return this.template.to(by).header("op", "inner").exchange(String.class);
		}

		@VstpHandler("op=reactive")
		Mono<String> reactive(@Header("by") String by) {
			return Mono.just("inner")
				.publishOn(reactor.core.scheduler.Schedulers.parallel())
				.flatMap((op) -> this.template.to(by).header("op", op).reactive().exchange(String.class));
		}

		@VstpHandler("op=inner")
		String inner() {
			return "done";
		}

		@VstpHandler(value = "op=tick", destination = "*")
		void tick() {
			logger.info("The pushed frame is here");
		}

	}

}
