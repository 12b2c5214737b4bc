package io.vstp.spring.handler;

/**
 * A handler, what it takes, and how it is called.
 *
 * @param mapping what it takes, for others to see
 * @param conditions what it takes
 * @param invoker how it is called
 * @param exceptionHandlers what is called where it fails
 * @param settings how many of its calls run at a time, and when they are acknowledged
 */
record RegisteredHandler(VstpHandlerMapping mapping, HandlerConditions conditions, HandlerInvoker invoker,
		ExceptionHandlers exceptionHandlers, HandlerSettings settings) {

}
