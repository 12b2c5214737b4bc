package io.vstp.spring.handler;

import io.vstp.spring.convert.FrameMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Makes of what handlers return something that can be sent. All beans of this type are
 * asked, in their order, before what is built in; which one is responsible for a handler
 * is decided once, at the start. Called by several threads at once.
 * <p>
 * It is not Spring's {@code HandlerMethodReturnValueHandler}: that one sends the reply
 * itself, while here each frame is answered exactly once, by the server, and possibly
 * later.
 */
public interface VstpReturnValueHandler {

	/**
	 * Says whether this is responsible for a handler.
	 * @param returnType what the method is declared to return
	 * @return whether it is
	 */
	boolean supportsReturnType(MethodParameter returnType);

	/**
	 * Replaces what a handler has returned.
	 * @param returnValue what it has returned
	 * @param returnType what it is declared to return
	 * @param request what it has handled; its frame may be used until the reply is there
	 * @return anything that a handler may return: a value, a {@code Message}, a
	 * {@code Frame}, or a {@code CompletionStage} or {@code Mono} of one; {@code null}
	 * for no reply
	 * @throws Exception if there is no reply; treated as if the handler had thrown it
	 */
	@Nullable Object handleReturnValue(@Nullable Object returnValue, MethodParameter returnType, FrameMessage request)
			throws Exception;

}
