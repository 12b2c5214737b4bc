package io.vstp.benchmarks.echo;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A server that sends back what it gets, and a client of it.
 */
interface Echo extends AutoCloseable {

	/**
	 * Sends a request.
	 * @param payload what to send
	 * @return the payload of the reply
	 */
	CompletableFuture<byte @Nullable []> call(byte[] payload);

	@Override
	void close();

}
