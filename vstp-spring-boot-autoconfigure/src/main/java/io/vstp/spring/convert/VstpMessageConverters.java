package io.vstp.spring.convert;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Converts payloads, for handlers and for the template alike. Bytes and text are taken as
 * they are; for all else the {@link MessageConverter}s are asked in turn, those of the
 * application first. A frame without {@code content-type} is read as JSON. Safe for use
 * by several threads.
 */
public final class VstpMessageConverters {

	private final PayloadReader reader;

	private final PayloadWriter writer;

	private final boolean empty;

	private VstpMessageConverters(List<MessageConverter> converters, boolean allHeaders) {
		this.reader = new PayloadReader(converters, allHeaders);
		this.writer = new PayloadWriter(converters);
		this.empty = converters.isEmpty();
	}

	/**
	 * Returns converters.
	 * @param json converts JSON, looking at no header but the content type; {@code null}
	 * if nothing does
	 * @param custom the application's own, asked first
	 * @return converters
	 */
	public static VstpMessageConverters create(@Nullable MessageConverter json,
			List<? extends MessageConverter> custom) {
		List<MessageConverter> converters = new ArrayList<>(custom);
		if (json != null) {
			converters.add(json);
		}
		return new VstpMessageConverters(List.copyOf(converters), !custom.isEmpty());
	}

	/**
	 * Says whether there is no converter at all.
	 * @return whether nothing but bytes and text can be read and written
	 */
	public boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Reads the payload of a frame. The frame is not released.
	 * @param <T> what is read
	 * @param frame the frame
	 * @param targetType the type to read; {@code byte[]}, {@code Object} (as
	 * {@code byte[]}) and {@code String} take any payload, text in the charset of the
	 * {@code content-type} or UTF-8
	 * @return the object
	 * @throws MessageConversionException if the payload is not of this type
	 */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	public <T> T fromFrame(Frame frame, Type targetType) {
		if (targetType instanceof Class<?> targetClass) {
			return (T) this.reader.fromMessage(new FrameMessage(frame, null), targetClass, null);
		}
		Class<?> targetClass = ResolvableType.forType(targetType).resolve(Object.class);
		return (T) this.reader.fromMessage(new FrameMessage(frame, null), targetClass,
				new TypeHint(targetType, targetClass));
	}

	/**
	 * Makes a frame of an object: of a {@code byte[]} (not copied), a {@link ByteBuf}
	 * (taken over) or a {@link ByteBuffer} (copied) as it is, of a {@link CharSequence}
	 * in the charset of the {@code content-type}, of all else by a converter. Text and
	 * what was converted get a {@code content-type} unless the headers have one.
	 * @param type the type of the frame
	 * @param payload the object
	 * @param headers the headers
	 * @return the frame
	 * @throws MessageConversionException if the object cannot be converted
	 */
	public Frame toFrame(FrameType type, Object payload, Headers headers) {
		return this.writer.write(type, payload, headers);
	}

	/**
	 * Returns the converter that Spring's argument resolvers call. It reads instances of
	 * {@link FrameMessage}, and writes nothing.
	 * @return the converter
	 */
	public SmartMessageConverter messageConverter() {
		return this.reader;
	}

}
