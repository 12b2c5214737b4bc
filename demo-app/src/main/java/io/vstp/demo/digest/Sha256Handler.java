package io.vstp.demo.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

import io.netty.buffer.ByteBuf;
import io.vstp.spring.annotation.VstpHandler;

import org.springframework.messaging.handler.annotation.Payload;

/**
 * Answers with the SHA-256 of the payload, as text. The payload is read where it lies,
 * however long it is.
 */
@VstpHandler("op=sha256")
class Sha256Handler {

	@VstpHandler
	String sha256(@Payload ByteBuf payload) {
		MessageDigest digest = Sha256.digest();
		for (ByteBuffer part : payload.nioBuffers()) {
			digest.update(part);
		}
		return Sha256.hex(digest);
	}

}
