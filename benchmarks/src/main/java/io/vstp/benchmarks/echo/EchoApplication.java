package io.vstp.benchmarks.echo;

import java.util.Collection;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vstp.spring.annotation.VstpHandler;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * The application of {@link SpringEcho}. What it has besides is what Spring Boot makes of
 * the jars that are there.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ EchoApplication.EchoHandler.class, EchoApplication.TracingConfiguration.class })
class EchoApplication {

	@VstpHandler("op=echo")
	static class EchoHandler {

		@VstpHandler
		byte[] echo(@Payload byte[] payload) {
			return payload;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SpanExporter.class)
	static class TracingConfiguration {

		@Bean
		SpanExporter discardingSpanExporter() {
			return new DiscardingSpanExporter();
		}

	}

	/** Takes spans as one that sends them would, and lets go of them. */
	static class DiscardingSpanExporter implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
