package io.vstp.spring.customize;

import io.vstp.observe.Side;
import io.vstp.transport.SessionOptions;

/**
 * Adjusts how frames are written and read by the server and by all clients: their limits
 * and their CRC, for instance. Beans of this type are called in their order, after the
 * properties were applied and before the customizers of the server or the client. What
 * payloads are converted to is up to {@code MessageConverter} beans.
 */
@FunctionalInterface
public interface VstpCodecCustomizer {

	/**
	 * Adjusts the options of the sessions of the server, or of a client.
	 * @param side whose sessions they are
	 * @param options what to adjust
	 */
	void customize(Side side, SessionOptions.Builder options);

}
