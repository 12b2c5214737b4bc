package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.Frame;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Finds what handlers declare that can never be read or sent.
 */
final class ConverterCheck {

	private final boolean noConverter;

	private final ReturnValues returnValues;

	ConverterCheck(boolean noConverter, ReturnValues returnValues) {
		this.noConverter = noConverter;
		this.returnValues = returnValues;
	}

	/**
	 * Checks a parameter.
	 * @param parameter the parameter
	 * @param resolver what resolves it
	 * @throws InvalidHandlerException if there is nothing to read it with
	 */
	void check(MethodParameter parameter, HandlerMethodArgumentResolver resolver) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		if (resolver instanceof MessageMethodArgumentResolver) {
			type = type.as(Message.class).getGeneric();
		}
		else if (!(resolver instanceof PayloadMethodArgumentResolver)) {
			return;
		}
		Class<?> payload = type.resolve(Object.class);
		// What an exception handler handles is provided.
		if (this.noConverter && !isAnything(payload) && !Throwable.class.isAssignableFrom(payload)) {
			throw missing(parameter.getExecutable().toGenericString(), "takes", payload);
		}
	}

	/**
	 * Checks what a method returns.
	 * @param method the method
	 * @throws InvalidHandlerException if it cannot be sent
	 */
	void checkResult(Method method) {
		MethodParameter returnType = new MethodParameter(method, -1);
		if (this.returnValues.isCustom(returnType)) {
			return;
		}
		check(method, ResolvableType.forMethodParameter(returnType));
	}

	private void check(Method method, ResolvableType type) {
		Class<?> result = type.resolve(Object.class);
		Boolean many = ReturnValues.reactiveType(result);
		if (result == Optional.class) {
			check(method, type.getGeneric());
		}
		else if (CompletionStage.class.isAssignableFrom(result)) {
			check(method, type.as(CompletionStage.class).getGeneric());
		}
		else if (Message.class.isAssignableFrom(result)) {
			check(method, type.as(Message.class).getGeneric());
		}
		else if (many != null && type.hasGenerics()) {
			if (many) {
				checkElement(method, type.getGeneric().resolve(Object.class));
			}
			else {
				check(method, type.getGeneric());
			}
		}
		else if (this.noConverter && many == null && !isSent(result)) {
			throw missing(method.toGenericString(), "returns", result);
		}
	}

	private void checkElement(Method method, Class<?> element) {
		if (Message.class.isAssignableFrom(element) || element == Frame.class) {
			throw new InvalidHandlerException(
					"Handler %s emits several replies, but a request has one".formatted(method.toGenericString()),
					"Return one %s, or emit values, which become one list.".formatted(element.getSimpleName()), null);
		}
		boolean needsConverter = element == String.class || !isSent(element);
		if (this.noConverter && needsConverter) {
			throw missing(method.toGenericString(), "emits", element);
		}
	}

	private static boolean isSent(Class<?> type) {
		return isAnything(type) || type == void.class || type == Void.class || type == Frame.class
				|| type.getName().equals("kotlin.Unit") || CharSequence.class.isAssignableFrom(type)
				|| ByteBuf.class.isAssignableFrom(type) || ByteBuffer.class.isAssignableFrom(type);
	}

	// Only the value will tell.
	private static boolean isAnything(Class<?> type) {
		return type.isAssignableFrom(String.class) || type.isAssignableFrom(byte[].class);
	}

	private static InvalidHandlerException missing(String method, String does, Class<?> type) {
		return new InvalidHandlerException(
				"Handler %s %s %s, but no message converter is there that could read or write it".formatted(method,
						does, type.getName()),
				"Add 'org.springframework.boot:spring-boot-starter-jackson', or declare a MessageConverter bean.",
				null);
	}

}
