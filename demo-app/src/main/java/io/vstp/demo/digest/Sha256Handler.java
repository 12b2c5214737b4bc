package io.vstp.demo.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

import io.vstp.spring.annotation.VstpHandler;

import org.springframework.messaging.handler.annotation.Payload;

/**
 * Answers with the SHA-256 of the payload, as text.
 */
@VstpHandler("op=sha256")
class Sha256Handler {

	@VstpHandler
	String sha256(@Payload ByteBuffer payload) {
		MessageDigest digest = Sha256.digest();
		digest.update(payload);
		return Sha256.hex(digest);
	}

}
