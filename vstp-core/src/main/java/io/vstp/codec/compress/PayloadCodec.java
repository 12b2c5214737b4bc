package io.vstp.codec.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Compresses and decompresses whole payloads. Safe for use by several threads. Indices of
 * the payloads are left as they are.
 */
public interface PayloadCodec {

	/**
	 * Returns a codec.
	 * @param algorithm how to compress
	 * @param level how hard to try
	 * @return the codec
	 * @throws IllegalStateException if the algorithm is not available
	 */
	static PayloadCodec of(CompressionAlgorithm algorithm, int level) {
		String unavailability = algorithm.unavailability();
		if (unavailability != null) {
			throw new IllegalStateException("There is no %s here: %s".formatted(algorithm, unavailability));
		}
		return (algorithm == CompressionAlgorithm.GZIP) ? new GzipCodec(level) : new ZstdCodec(level);
	}

	/**
	 * Returns how this compresses.
	 * @return the algorithm
	 */
	CompressionAlgorithm algorithm();

	/**
	 * Compresses a payload.
	 * @param payload what to compress; not taken over
	 * @param out gets the result; direct, and not extended beyond its capacity
	 * @return {@code false} if the result does not fit; then what was written means
	 * nothing
	 */
	boolean compress(ByteBuf payload, ByteBuf out);

	/**
	 * Returns how long a payload becomes, before anything is decompressed.
	 * @param payload a compressed payload; not taken over
	 * @param limit the most that is accepted, in bytes
	 * @return the length that the payload states itself, or the limit if it states none
	 * @throws MalformedPayloadException if the payload is not well-formed as far as can
	 * be seen, or states a length beyond the limit
	 */
	int decompressedLength(ByteBuf payload, int limit);

	/**
	 * Decompresses a payload.
	 * @param payload a compressed payload; not taken over
	 * @param length what {@link #decompressedLength} returned: no more is made room for
	 * @param allocator makes room
	 * @return the result, direct, and the caller's to release
	 * @throws MalformedPayloadException if the payload is not well-formed, has anything
	 * behind its end, or has another length than it states
	 */
	ByteBuf decompress(ByteBuf payload, int length, ByteBufAllocator allocator);

}
