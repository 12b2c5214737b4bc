package io.vstp.spring.server;

import io.vstp.server.VstpServerOptions;

/**
 * Adjusts the options of the VSTP server. Beans of this type are called in their order,
 * after the properties were applied, when the server starts.
 */
@FunctionalInterface
public interface VstpServerCustomizer {

	/**
	 * Adjusts the options.
	 * @param options what to adjust
	 */
	void customize(VstpServerOptions.Builder options);

}
