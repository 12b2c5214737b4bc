package io.vstp.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.vstp.codec.compress.MalformedPayloadException;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.frame.VstpException;
import io.vstp.transport.CompressionOptions;
import io.vstp.transport.compress.CompressedFrame;
import io.vstp.transport.compress.Compressor;
import io.vstp.transport.compress.Decompressor;

/**
 * Decompresses what a client's calls are answered with: short replies on the event loop,
 * long ones elsewhere.
 */
final class Replies {

	private final String peer;

	private final Executor executor;

	private final Map<Transport, Decompressor> decompressors = new EnumMap<>(Transport.class);

	Replies(VstpClientOptions options, Executor executor) {
		this.peer = options.name();
		this.executor = executor;
		CompressionOptions compression = options.session().compression();
		this.decompressors.put(Transport.TCP,
				new Decompressor(compression, options.session().limits().maxFrameLength()));
		this.decompressors.put(Transport.UDP, new Decompressor(compression, options.udp().maxMessage()));
	}

	String peer() {
		return this.peer;
	}

	/**
	 * Decompresses a reply and ends its call.
	 * @param reply the reply; taken over
	 * @param transport what carried it
	 * @param call the call
	 */
	@SuppressWarnings("NullAway") // there is one for each transport
	void decompress(Frame reply, Transport transport, ClientCall call) {
		CompressedFrame compressed;
		try {
			compressed = this.decompressors.get(transport).inspect(reply);
		}
		catch (MalformedPayloadException ex) {
			reply.release();
			call.fail(failure(ex));
			return;
		}
		if (compressed.length() <= Compressor.MAX_ON_EVENT_LOOP) {
			decompress(compressed, call);
			return;
		}
		try {
			this.executor.execute(() -> decompress(compressed, call));
		}
		catch (RejectedExecutionException ex) {
			reply.release();
			call.lost("%s has answered when its client was closed already".formatted(this.peer));
		}
	}

	private void decompress(CompressedFrame compressed, ClientCall call) {
		if (call.isDone()) {
			compressed.frame().release();
			return;
		}
		Frame reply;
		try {
			reply = compressed.decompress();
		}
		catch (MalformedPayloadException ex) {
			compressed.frame().release();
			call.fail(failure(ex));
			return;
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			compressed.frame().release();
			call.fail(ex);
			return;
		}
		call.complete(reply);
	}

	private VstpException failure(MalformedPayloadException ex) {
		return new VstpException(
				"%s has answered, but its reply cannot be read: %s".formatted(this.peer, ex.getMessage()), ex);
	}

}
