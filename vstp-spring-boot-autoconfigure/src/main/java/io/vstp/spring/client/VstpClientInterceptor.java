package io.vstp.spring.client;

import java.util.concurrent.CompletionStage;

import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the calls of a {@link VstpTemplate}, also those of declarative clients,
 * once for each call, however often it is tried again. Beans of this type take part in
 * their order, the first one outermost.
 * <p>
 * An interceptor is called by the thread that makes the call; what hangs on the returned
 * stage runs on an event loop most often. Neither must block where calls are made
 * asynchronously. The time that an interceptor takes is part of the call's timeout.
 */
@FunctionalInterface
public interface VstpClientInterceptor {

	/**
	 * Takes part in a call.
	 * @param request what the call is about
	 * @param next goes on with it, with the request given or another one
	 * @return how the call ends: what {@code next} returns, or a result of the
	 * interceptor's own. The reply belongs to whoever gets it: one that is not handed on
	 * is released.
	 */
	CompletionStage<@Nullable Frame> intercept(VstpClientRequest request, VstpClientExecution next);

}
