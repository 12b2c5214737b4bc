package io.vstp.spring.handler;

import java.util.Collection;
import java.util.List;

import io.vstp.frame.Headers;
import io.vstp.spring.convert.FrameMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

/**
 * Resolves {@code @Header} straight from the frame, so that the message's headers need
 * not be made, and tells the peer what is wrong in terms that mean something to it.
 */
final class FrameHeaderArgumentResolver extends HeaderMethodArgumentResolver {

	private final boolean literal;

	/**
	 * Creates a resolver.
	 * @param conversionService converts the values
	 * @param beanFactory resolves placeholders and expressions, or {@code null} to take
	 * only parameters that have none: that is quicker
	 */
	FrameHeaderArgumentResolver(ConversionService conversionService, @Nullable ConfigurableBeanFactory beanFactory) {
		super(conversionService, beanFactory);
		this.literal = beanFactory == null;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Header header = parameter.getParameterAnnotation(Header.class);
		return header != null
				&& !(this.literal && (hasExpression(header.name()) || hasExpression(header.defaultValue())));
	}

	private static boolean hasExpression(String text) {
		return text.contains("${") || text.contains("#{");
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		try {
			return super.resolveArgument(parameter, message);
		}
		catch (ConversionFailedException ex) {
			Header header = parameter.getParameterAnnotation(Header.class);
			String name = (header != null && !header.name().isEmpty()) ? header.name() : parameter.getParameterName();
			throw new MessageHandlingException(message,
					"Header '%s' cannot be read as %s: %s".formatted(name,
							parameter.nestedIfOptional().getNestedParameterType().getSimpleName(),
							NestedExceptionUtils.getMostSpecificCause(ex).getMessage()),
					ex);
		}
	}

	@Override
	protected @Nullable Object resolveArgumentInternal(MethodParameter parameter, Message<?> message, String name)
			throws Exception {
		if (!(message instanceof FrameMessage frameMessage) || isMadeBySpring(name)) {
			return super.resolveArgumentInternal(parameter, message, name);
		}
		Class<?> type = parameter.getNestedParameterType();
		Headers headers = frameMessage.frame().headers();
		if (type == byte[].class) {
			return headers.getBytes(name);
		}
		if ((type.isArray() || Collection.class.isAssignableFrom(type)) && headers.contains(name)) {
			List<String> values = headers.getAll(name);
			// A single value may be a list with commas, as elsewhere in Spring.
			return (values.size() == 1) ? values.get(0) : values;
		}
		return headers.get(name);
	}

	private static boolean isMadeBySpring(String name) {
		return name.equals(MessageHeaders.CONTENT_TYPE) || name.startsWith(NativeMessageHeaderAccessor.NATIVE_HEADERS);
	}

	@Override
	protected void handleMissingValue(String headerName, MethodParameter parameter, Message<?> message) {
		throw new MessageHandlingException(message, "Header '%s' is missing".formatted(headerName));
	}

}
