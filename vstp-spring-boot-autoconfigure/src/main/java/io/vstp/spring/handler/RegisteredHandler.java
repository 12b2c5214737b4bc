package io.vstp.spring.handler;

/**
 * A handler, what it takes, and how it is called.
 *
 * @param mapping what it takes, for others to see
 * @param conditions what it takes
 * @param invoker how it is called
 * @param exceptionHandlers what is called where it fails
 */
record RegisteredHandler(VstpHandlerMapping mapping, HandlerConditions conditions, HandlerInvoker invoker,
		ExceptionHandlers exceptionHandlers) {

}
