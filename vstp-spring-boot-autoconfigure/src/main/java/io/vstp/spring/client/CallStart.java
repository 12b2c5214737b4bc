package io.vstp.spring.client;

import io.vstp.client.TransportChoice;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A call that begins.
 *
 * @param destination the name of the destination
 * @param client makes the call
 * @param options how the client works
 * @param kind what the call waits for
 * @param transport what carries it
 * @param frame what is sent; not taken over
 * @param plain whether it goes straight to the client: there are neither interceptors,
 * which are a part of what is observed, nor attempts after the first one
 * @param parent the observation that this is a part of, as found in a Reactor context
 * under {@code micrometer.observation}; {@code null} for that of the thread
 */
public record CallStart(String destination, VstpClient client, VstpClientOptions options, VstpCallKind kind,
		TransportChoice transport, Frame frame, boolean plain, @Nullable Object parent) {

}
