package io.vstp.spring.client;

import java.util.concurrent.CompletionStage;

import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What comes after a {@link VstpClientInterceptor}: the next one, and after the last one
 * the call itself with its retries.
 */
@FunctionalInterface
public interface VstpClientExecution {

	/**
	 * Goes on with a call. May be called more than once, for instance to try another
	 * destination, until the call has ended.
	 * @param request what to do
	 * @return completed, most often on an event loop, with the reply of an
	 * {@link VstpCallKind#EXCHANGE}, which is the caller's to release or to hand on, and
	 * otherwise with {@code null}; or with what went wrong, as {@link VstpCall} says
	 */
	CompletionStage<@Nullable Frame> execute(VstpClientRequest request);

}
