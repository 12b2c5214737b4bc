package io.vstp.spring.handler.scanned;

import io.vstp.spring.annotation.VstpHandler;

/**
 * To be found by component scan.
 */
@VstpHandler("op")
public class ScannedHandler {

	@VstpHandler("op=scanned")
	void handle() {
	}

}
