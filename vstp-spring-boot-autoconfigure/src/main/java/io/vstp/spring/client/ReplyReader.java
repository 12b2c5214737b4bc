package io.vstp.spring.client;

import java.lang.reflect.Type;
import java.util.Optional;

import io.vstp.frame.Frame;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.spring.convert.VstpMessageConverters;

import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * Makes of a reply what the caller wants.
 */
final class ReplyReader {

	private final VstpMessageConverters converters;

	ReplyReader(VstpMessageConverters converters) {
		this.converters = converters;
	}

	/**
	 * Reads a reply.
	 * @param <T> what is read
	 * @param reply the reply, taken over
	 * @param type what to read: the {@link Frame}, {@link Void}, an {@link Optional} or a
	 * {@link Message} of something, or what the converters can make of the payload
	 * @return the result
	 */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals", "NullAway" }) // Void
	<T> T read(Frame reply, Type type) {
		try {
			return (type == Void.class) ? null : (T) convert(reply, type);
		}
		finally {
			reply.release();
		}
	}

	private Object convert(Frame reply, Type type) {
		if (type == Frame.class) {
			return reply.retain();
		}
		if (type instanceof Class && type != Optional.class && type != Message.class) {
			return this.converters.fromFrame(reply, type);
		}
		ResolvableType resolvable = ResolvableType.forType(type);
		if (resolvable.resolve() == Optional.class) {
			return reply.payload().isReadable() ? Optional.of(convert(reply, content(resolvable))) : Optional.empty();
		}
		if (resolvable.resolve() == Message.class) {
			return new GenericMessage<>(convert(reply, content(resolvable)),
					new FrameMessage(reply, null).getHeaders());
		}
		return this.converters.fromFrame(reply, type);
	}

	private static Type content(ResolvableType wrapper) {
		return wrapper.hasGenerics() ? wrapper.getGeneric().getType() : Object.class;
	}

}
