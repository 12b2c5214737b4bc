package io.vstp.spring.handler;

import java.io.InputStream;
import java.util.concurrent.Flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.vstp.codec.PayloadStream;
import io.vstp.frame.Frame;
import io.vstp.spring.convert.FrameMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Resolves the payload as a stream: an {@link InputStream}, or a publisher of
 * {@code byte[]} or {@link ByteBuf}. A handler that takes nothing else of the payload is
 * called before a long one is there.
 */
final class StreamArgumentResolver implements HandlerMethodArgumentResolver {

	private static final boolean REACTIVE_STREAMS_PRESENT = ClassUtils.isPresent("org.reactivestreams.Publisher",
			StreamArgumentResolver.class.getClassLoader());

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		if (type == InputStream.class) {
			return true;
		}
		if (parameter.hasParameterAnnotation(Header.class) || parameter.hasParameterAnnotation(Headers.class)
				|| !(type == Flow.Publisher.class || isReactive(type))) {
			return false;
		}
		Class<?> element = element(parameter);
		if (element != byte[].class && element != ByteBuf.class) {
			throw new InvalidHandlerException(
					"Parameter %d of %s publishes the payload as %s".formatted(parameter.getParameterIndex(),
							parameter.getExecutable().toGenericString(), element.getName()),
					"Take it as publisher of byte[] or ByteBuf, or take what it becomes when it is there whole.", null);
		}
		return true;
	}

	private static Class<?> element(MethodParameter parameter) {
		return ResolvableType.forMethodParameter(parameter).getGeneric().resolve(Object.class);
	}

	private static boolean isReactive(Class<?> type) {
		ReactiveAdapter adapter = REACTIVE_STREAMS_PRESENT
				? ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) : null;
		return adapter != null && adapter.isMultiValue();
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Frame frame = ((FrameMessage) message).frame();
		Class<?> type = parameter.getParameterType();
		if (type == InputStream.class) {
			PayloadStream stream = PayloadStream.of(frame);
			return (stream != null) ? stream.inputStream() : new ByteBufInputStream(frame.payload().slice());
		}
		Flow.Publisher<?> publisher = (element(parameter) == byte[].class) ? PayloadPublishers.arrays(frame)
				: PayloadPublishers.buffers(frame);
		return (type == Flow.Publisher.class) ? publisher : Adapted.of(publisher, type);
	}

	/**
	 * Loaded where Reactive Streams are there.
	 */
	private static final class Adapted {

		static Object of(Flow.Publisher<?> publisher, Class<?> type) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			Assert.state(adapter != null, () -> "Nothing adapts " + type.getName());
			return adapter.fromPublisher(FlowAdapters.toPublisher(publisher));
		}

	}

}
