package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.convert.VstpMessageConverters;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * An application context with handlers, and the frame handler of its server.
 */
class HandlerFixture implements VstpObserver, AutoCloseable {

	private final AnnotationConfigApplicationContext context;

	private final VstpFrameHandler frameHandler;

	private final List<String> observed = new ArrayList<>();

	HandlerFixture(Class<?>... beans) {
		this(null, Runnable::run, beans);
	}

	HandlerFixture(HandlerObservations observations, Executor executor, Class<?>... beans) {
		this.context = context(beans);
		this.frameHandler = new VstpFrameHandler(registry(), this, "default", executor, observations);
	}

	static AnnotationConfigApplicationContext context(Class<?>... beans) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		Arrays.stream(beans).forEach(context::register);
		context.registerBean(VstpHandlerRegistry.class,
				() -> new VstpHandlerRegistry(
						VstpMessageConverters.create(new JacksonJsonMessageConverter(), List.of()),
						context.getBeanProvider(HandlerMethodArgumentResolver.class).orderedStream().toList()));
		try {
			context.refresh();
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
		return context;
	}

	@Override
	public void handlerCompleted(String handler, Transport transport, ErrorCode error, long nanos) {
		this.observed.add(handler + " " + transport + " " + error);
	}

	TestExchange handle(Frame frame) {
		return handle(frame, Transport.TCP);
	}

	TestExchange handle(Frame frame, Transport transport) {
		TestExchange exchange = new TestExchange(frame, transport);
		this.frameHandler.handle(exchange);
		return exchange;
	}

	VstpHandlerRegistry registry() {
		return this.context.getBean(VstpHandlerRegistry.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	List<String> observed() {
		return this.observed;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
