package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which a peer shows that it receives what is sent to its address
 * (docs/protocol.md, "Address validation"). They are computed and not stored: a keyed MAC
 * of the address and of the time, which is good for one to two minutes. For one thread.
 */
final class AddressTokens {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int LENGTH = 12;

	private static final long EPOCH_NANOS = 60_000_000_000L;

	private final Mac mac;

	/**
	 * Creates tokens.
	 * @param secret what nobody else knows, 32 bytes
	 */
	AddressTokens(byte[] secret) {
		try {
			this.mac = Mac.getInstance(ALGORITHM);
			this.mac.init(new SecretKeySpec(secret, ALGORITHM));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has " + ALGORITHM, ex);
		}
	}

	/**
	 * Returns the token of an address.
	 * @param address the address
	 * @param now the time in nanoseconds
	 * @return 16 characters
	 */
	String issue(InetSocketAddress address, long now) {
		return token(address, Math.floorDiv(now, EPOCH_NANOS));
	}

	/**
	 * Says whether a token belongs to an address and is not too old.
	 * @param token what the peer shows
	 * @param address where it comes from
	 * @param now the time in nanoseconds
	 * @return whether it is good
	 */
	boolean isValid(String token, InetSocketAddress address, long now) {
		long epoch = Math.floorDiv(now, EPOCH_NANOS);
		return isEqual(token, token(address, epoch)) || isEqual(token, token(address, epoch - 1));
	}

	private static boolean isEqual(String token, String expected) {
		return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
	}

	private String token(InetSocketAddress address, long epoch) {
		byte[] host = address.getAddress().getAddress();
		ByteBuffer text = ByteBuffer.allocate(host.length + Integer.BYTES + Long.BYTES)
			.put(host)
			.putInt(address.getPort())
			.putLong(epoch);
		return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(this.mac.doFinal(text.array()), LENGTH));
	}

}
