package io.vstp.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.transport.Ordering;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.stereotype.Component;

/**
 * Marks a method that handles frames, and says which. On a class it makes a component of
 * it and states what all of its handlers have in common: what the class says and what the
 * method says must both hold.
 * <p>
 * Of several handlers that take a frame the most specific one gets it: the one with more
 * conditions that are not negated; where these are equally many, more of the form
 * {@code name=value}; then more with a {@code *} in the value; then more negated ones;
 * then the one that narrows more of transport and server. Where all of that is equal, a
 * handler that takes only a part of what the other one takes comes first. If two handlers
 * for the same frame are still equal, the application does not start. A handler without
 * conditions takes what nobody else wants.
 * <p>
 * Arguments are the payload ({@code @Payload}, or no annotation) as any type that can be
 * converted, as {@code byte[]}, {@code String}, {@code ByteBuffer} (read-only),
 * {@code ByteBuf} or {@code InputStream} (the last three may be used until the frame is
 * answered); headers ({@code @Header}, {@code @Headers}); and the {@code Message}, the
 * {@code Frame}, its {@code Headers}, the {@code VstpSession} and its {@code Principal}.
 * <p>
 * What the method returns goes back as the reply: bytes and text as they are, a
 * {@code Message} with its headers, a {@code Frame} as it is, any other object as JSON or
 * what else a converter makes of it, and the result of a {@code CompletionStage}, a
 * {@code Mono} or another reactive type once it is there; a {@code Flux} as one list.
 * Kotlin's {@code suspend} functions are handlers too. Buffers are taken over. The
 * request's own frame or payload is returned without retaining it; a slice or a duplicate
 * of it is retained by the method, with {@code retainedSlice()} for instance. Nothing is
 * sent for {@code void} and {@code null}, but for the empty answer to a request with a
 * {@code correlation-id}. Where the method throws, a {@code @MessageExceptionHandler}
 * method of the same class or of a {@link VstpAdvice} may return the reply instead.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
@Reflective(VstpHandlerReflectiveProcessor.class)
public @interface VstpHandler {

	/**
	 * Conditions on the headers, all of which must hold: {@code name}, {@code !name},
	 * {@code name=value} and {@code name!=value}, where {@code *} in a value stands for
	 * any characters. Names and values are compared exactly, with upper and lower case;
	 * of a header that repeats the first value counts; {@code name!=value} holds also
	 * where the header is absent. Placeholders (<code>${...}</code>) are resolved.
	 * @return the conditions; none by default
	 */
	String[] value() default {};

	/**
	 * The frame types to handle.
	 * @return the types; DATA alone if empty
	 */
	FrameType[] frameType() default {};

	/**
	 * The transports by which the frame may come.
	 * @return the transports; all if empty
	 */
	Transport[] transport() default {};

	/**
	 * The names of the servers to which the frame may come. Placeholders
	 * (<code>${...}</code>) are resolved.
	 * @return the names; all servers if empty
	 */
	String[] server() default {};

	/**
	 * The names under {@code vstp.client.destinations} of the servers whose pushed frames
	 * to handle, that is those which this application has not asked for; {@code *} stands
	 * for all destinations. Placeholders (<code>${...}</code>) are resolved. A handler
	 * with destinations takes nothing that comes to a server of this application, and one
	 * without them takes nothing else. Nobody waits for an answer to what was pushed:
	 * what the method returns is not sent.
	 * @return the names; none by default
	 */
	String[] destination() default {};

	/**
	 * When a frame that asks for an ACK gets it. What the method says counts, else what
	 * the class says.
	 * @return one mode; {@link AckMode#ON_RECEIPT} if empty
	 */
	AckMode[] ack() default {};

	/**
	 * How many frames the handler has at a time, whatever session they come by. Others
	 * wait without taking a thread; they count as in flight, so the limits of the server
	 * and the session hold for them. A handler that completes later counts until then.
	 * Placeholders (<code>${...}</code>) are resolved. On a class it holds for each of
	 * its handlers that says nothing else.
	 * @return a number of at least 1; 0 or empty for no limit
	 */
	String concurrency() default "";

	/**
	 * Whether frames wait for those before them in the session. What the method says
	 * counts, else what the class says.
	 * @return one of them; what holds for the session
	 * ({@code vstp.server.session.ordering}) if empty
	 */
	Ordering[] ordering() default {};

}
