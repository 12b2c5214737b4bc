package io.vstp.spring.annotation;

import java.io.InputStream;
import java.lang.reflect.Method;

import io.netty.buffer.ByteBuf;

import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.MessageMappingReflectiveProcessor;

/**
 * Registers what handlers need of reflection when an application is processed ahead of
 * time: their methods, and the types that payloads and replies are converted from and to.
 * What is not converted is left out, such as frames, sessions and buffers.
 */
class VstpHandlerReflectiveProcessor extends MessageMappingReflectiveProcessor {

	@Override
	protected boolean couldBePayload(MethodParameter parameter) {
		return super.couldBePayload(parameter) && isConverted(parameter.getParameterType());
	}

	@Override
	protected void registerReturnValueHints(ReflectionHints hints, Method method) {
		if (isConverted(method.getReturnType())) {
			super.registerReturnValueHints(hints, method);
		}
	}

	private static boolean isConverted(Class<?> type) {
		return !type.getName().startsWith("io.vstp.frame.") && !type.getName().startsWith("io.vstp.transport.")
				&& !ByteBuf.class.isAssignableFrom(type) && !InputStream.class.isAssignableFrom(type);
	}

}
