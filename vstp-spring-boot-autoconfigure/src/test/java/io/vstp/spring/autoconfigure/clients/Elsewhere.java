package io.vstp.spring.autoconfigure.clients;

import io.vstp.spring.annotation.VstpExchange;

/**
 * A client that is found by its method.
 */
public interface Elsewhere {

	@VstpExchange("op=echo")
	String echo(String text);

}
