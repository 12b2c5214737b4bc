package io.vstp.spring.convert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VstpMessageConvertersTests {

	private static final Headers TEXT = Headers.of("content-type", "text/plain");

	private final VstpMessageConverters converters = VstpMessageConverters.create(new JacksonJsonMessageConverter(),
			List.of());

	@ParameterizedTest
	@CsvSource({ "application/json", "application/json;charset=utf-8", "application/problem+json", "''" })
	void shouldReadJsonWhenContentTypeSaysSoOrNothing(String contentType) {
		Headers headers = contentType.isEmpty() ? Headers.EMPTY : Headers.of("content-type", contentType);
		Reading reading = this.converters.fromFrame(Frame.data(headers, "{\"id\":\"a\",\"value\":1.5}"), Reading.class);
		assertThat(reading).isEqualTo(new Reading("a", 1.5));
	}

	@Test
	void shouldReadGenericTypeWhenItIsGiven() {
		Frame frame = Frame.data(Headers.EMPTY, "[{\"id\":\"a\",\"value\":1}]");
		List<Reading> readings = this.converters.fromFrame(frame, new ParameterizedTypeReference<List<Reading>>() {
		}.getType());
		assertThat(readings).containsExactly(new Reading("a", 1));
	}

	@Test
	void shouldReadBytesAndTextWhenContentTypeIsAnything() {
		Frame frame = Frame.data(Headers.of("content-type", "not a type"), "grün");
		assertThat(this.converters.<String>fromFrame(frame, String.class)).isEqualTo("grün");
		assertThat(this.converters.<byte[]>fromFrame(frame, byte[].class)).isEqualTo(frame.payloadBytes());
		assertThat(this.converters.<Object>fromFrame(frame, Object.class)).isEqualTo(frame.payloadBytes());
		Frame latin = Frame.data(Headers.of("content-type", "text/plain; charset=ISO-8859-1"),
				"grün".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(this.converters.<String>fromFrame(latin, String.class)).isEqualTo("grün");
		assertThat(this.converters.<String>fromFrame(Frame.data(Headers.EMPTY, ""), String.class)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "application/json, '', The payload is empty", "application/json, ' null', The payload is null",
			"text/plain, x, No message converter reads text/plain as Reading",
			"nonsense, x, The content-type is invalid", "text/plain;charset=none, x, The content-type is invalid",
			"application/json, {, Could not read JSON" })
	void shouldSayWhyWhenPayloadIsNotOfTheType(String contentType, String payload, String reason) {
		Frame frame = Frame.data(Headers.of("content-type", contentType), payload);
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.converters.fromFrame(frame, Reading.class))
			.withMessageContaining(reason);
	}

	@Test
	void shouldWriteJsonWhenPayloadIsAnObject() {
		Frame frame = this.converters.toFrame(FrameType.DATA, new Reading("a", 2), Headers.of("op", "x"));
		assertThat(frame.headers()).isEqualTo(Headers.of("op", "x", "content-type", "application/json"));
		assertThat(frame.payloadText()).isEqualTo("{\"id\":\"a\",\"value\":2.0}");
		Frame typed = this.converters.toFrame(FrameType.DATA, Map.of("a", 1),
				Headers.of("content-type", "application/problem+json"));
		assertThat(typed.headers()).isEqualTo(Headers.of("content-type", "application/problem+json"));
		assertThat(typed.payloadText()).isEqualTo("{\"a\":1}");
	}

	@Test
	void shouldWriteTextWhenPayloadIsText() {
		assertThat(this.converters.toFrame(FrameType.DATA, "grün", Headers.EMPTY).headers()).isEqualTo(TEXT);
		assertThat(this.converters.toFrame(FrameType.DATA, new StringBuilder("grün"), Headers.EMPTY).payloadText())
			.isEqualTo("grün");
		Headers latin = Headers.of("content-type", "text/csv;charset=iso-8859-1");
		Frame frame = this.converters.toFrame(FrameType.DATA, "grün", latin);
		assertThat(frame.headers()).isEqualTo(latin);
		assertThat(frame.payloadBytes()).isEqualTo("grün".getBytes(StandardCharsets.ISO_8859_1));
	}

	@Test
	void shouldTakeBytesAsTheyAreWhenPayloadIsBinary() {
		byte[] bytes = { 1, 2, 3 };
		Frame fromArray = this.converters.toFrame(FrameType.PING, bytes, Headers.EMPTY);
		assertThat(fromArray.payload().array()).isSameAs(bytes);
		assertThat(fromArray.type()).isEqualTo(FrameType.PING);
		assertThat(fromArray.headers().isEmpty()).isTrue();
		ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
		assertThat(this.converters.toFrame(FrameType.DATA, buffer, TEXT).payload()).isSameAs(buffer);
		ByteBuffer nio = ByteBuffer.wrap(bytes).position(1);
		Frame fromNio = this.converters.toFrame(FrameType.DATA, nio, Headers.EMPTY);
		bytes[1] = 9;
		assertThat(fromNio.payloadBytes()).containsExactly(2, 3);
		assertThat(nio.position()).isOne();
	}

	@Test
	void shouldSayWhyWhenObjectCannotBeConverted() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.converters.toFrame(FrameType.DATA, new Reading("a", 1), TEXT))
			.withMessage("No message converter writes %s as text/plain", Reading.class.getName());
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.converters.toFrame(FrameType.DATA, new Reading("a", 1),
					Headers.of("content-type", "nonsense")))
			.withMessageContaining("The content-type is invalid");
		VstpMessageConverters none = VstpMessageConverters.create(null, List.of());
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> none.toFrame(FrameType.DATA, new Reading("a", 1), Headers.EMPTY))
			.withMessageStartingWith("No message converter writes");
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> none.fromFrame(Frame.data(Headers.EMPTY, "{}"), Reading.class))
			.withMessage("No message converter reads application/json as Reading");
	}

	@Test
	void shouldAskConvertersOfTheApplicationFirst() {
		VstpMessageConverters custom = VstpMessageConverters.create(new JacksonJsonMessageConverter(),
				List.of(new CsvConverter()));
		Frame frame = custom.toFrame(FrameType.DATA, new Reading("a", 1), Headers.EMPTY);
		assertThat(frame.headers()).isEqualTo(Headers.of("content-type", "text/csv"));
		assertThat(frame.payloadText()).isEqualTo("a,1.0");
		Frame csv = Frame.data(Headers.of("content-type", "text/csv", "unit", "K"), "a,2");
		assertThat(custom.<Reading>fromFrame(csv, Reading.class)).isEqualTo(new Reading("a/K", 2));
		Frame json = Frame.data(Headers.EMPTY, "{\"id\":\"a\",\"value\":1}");
		assertThat(custom.<Reading>fromFrame(json, Reading.class)).isEqualTo(new Reading("a", 1));
		Frame asJson = custom.toFrame(FrameType.DATA, new Reading("a", 1),
				Headers.of("content-type", "application/json"));
		assertThat(asJson.payloadText()).isEqualTo("{\"id\":\"a\",\"value\":1.0}");
	}

	@Test
	void shouldShowFrameAsMessageWithoutIdAndTimestamp() {
		Frame frame = Frame
			.data(Headers.of("id", "7", "a", "1", "a", "2", "timestamp", "now", "content-type", "text/csv"), "x");
		FrameMessage message = new FrameMessage(frame, null);
		MessageHeaders headers = message.getHeaders();
		assertThat(headers.getId()).isNull();
		assertThat(headers.getTimestamp()).isNull();
		assertThat(headers).containsEntry("a", "1")
			.containsEntry("contentType", "text/csv")
			.containsEntry("nativeHeaders", Map.of("id", List.of("7"), "a", List.of("1", "2"), "timestamp",
					List.of("now"), "content-type", List.of("text/csv")));
		assertThat(message.getHeaders()).isSameAs(headers);
		assertThat(message.getPayload()).isSameAs(message.getPayload()).containsExactly('x');
		assertThat(message).hasToString(frame.toString());
	}

	record Reading(String id, double value) {
	}

	static class CsvConverter extends AbstractMessageConverter {

		CsvConverter() {
			super(new MimeType("text", "csv"));
		}

		@Override
		protected boolean supports(Class<?> clazz) {
			return clazz == Reading.class;
		}

		@Override
		protected Object convertFromInternal(Message<?> message, Class<?> targetClass, Object conversionHint) {
			String[] parts = new String((byte[]) message.getPayload(), StandardCharsets.UTF_8).split(",");
			return new Reading(parts[0] + "/" + message.getHeaders().get("unit"), Double.parseDouble(parts[1]));
		}

		@Override
		protected Object convertToInternal(Object payload, MessageHeaders headers, Object conversionHint) {
			Reading reading = (Reading) payload;
			return (reading.id + "," + reading.value).getBytes(StandardCharsets.UTF_8);
		}

	}

}
