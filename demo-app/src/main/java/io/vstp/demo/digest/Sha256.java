package io.vstp.demo.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, which every Java platform has.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Returns a digest to be fed.
	 * @return a new digest
	 */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ends a digest.
	 * @param digest what was fed
	 * @return the hash in lower-case hex
	 */
	public static String hex(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Hashes bytes.
	 * @param content the bytes
	 * @return the hash in lower-case hex
	 */
	public static String hex(byte[] content) {
		return HexFormat.of().formatHex(digest().digest(content));
	}

}
