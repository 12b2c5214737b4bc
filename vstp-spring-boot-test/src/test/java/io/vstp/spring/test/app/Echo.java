package io.vstp.spring.test.app;

import io.vstp.spring.annotation.VstpHandler;

import org.springframework.stereotype.Component;

/**
 * A component that is not for VSTP alone.
 */
@Component
class Echo {

	@VstpHandler("op=echo")
	byte[] echo(byte[] payload) {
		return payload;
	}

}
