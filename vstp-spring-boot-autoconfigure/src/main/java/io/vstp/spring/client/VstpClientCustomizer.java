package io.vstp.spring.client;

import io.vstp.client.VstpClientOptions;

/**
 * Adjusts the options of the clients behind {@link VstpTemplate}. Beans of this type are
 * called in their order, after the properties were applied, once for each destination.
 */
@FunctionalInterface
public interface VstpClientCustomizer {

	/**
	 * Adjusts the options of one client.
	 * @param destination the name under {@code vstp.client.destinations}
	 * @param options what to adjust
	 */
	void customize(String destination, VstpClientOptions.Builder options);

}
