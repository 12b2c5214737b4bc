package io.vstp.spring.exchange;

import io.vstp.spring.client.VstpCall;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Makes a part of a call of an argument of a declarative client. Beans of this type are
 * asked in their order, before those for headers, timeout and payload. Safe for use by
 * several threads.
 */
public interface VstpExchangeArgumentResolver {

	/**
	 * Says whether a parameter is this resolver's. Asked once, when the client is made.
	 * @param parameter the parameter
	 * @return whether {@link #resolve} takes its arguments
	 */
	boolean supports(MethodParameter parameter);

	/**
	 * Makes a part of a call of an argument.
	 * @param argument the argument
	 * @param parameter the parameter
	 * @param call the call, to which nothing but this may be done with it: it is made
	 * when all arguments were taken
	 */
	void resolve(@Nullable Object argument, MethodParameter parameter, VstpCall call);

}
