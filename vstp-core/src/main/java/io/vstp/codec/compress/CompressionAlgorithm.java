package io.vstp.codec.compress;

import org.jspecify.annotations.Nullable;

/**
 * How payloads are compressed (docs/protocol.md, "Compression").
 */
public enum CompressionAlgorithm {

	/** Gzip, by the JDK. */
	GZIP("gzip", 1, 9, 6),

	/** Zstandard, by {@code com.github.luben:zstd-jni} where the application has it. */
	ZSTD("zstd", 1, 19, 3);

	private final String token;

	private final int minLevel;

	private final int maxLevel;

	private final int defaultLevel;

	CompressionAlgorithm(String token, int minLevel, int maxLevel, int defaultLevel) {
		this.token = token;
		this.minLevel = minLevel;
		this.maxLevel = maxLevel;
		this.defaultLevel = defaultLevel;
	}

	/**
	 * Returns the name on the wire: what {@code vstp-caps} and the header
	 * {@code compression} say.
	 * @return the name
	 */
	public String token() {
		return this.token;
	}

	public int minLevel() {
		return this.minLevel;
	}

	public int maxLevel() {
		return this.maxLevel;
	}

	public int defaultLevel() {
		return this.defaultLevel;
	}

	/**
	 * Says whether this can be used here.
	 * @return whether the library is there and works
	 */
	public boolean isAvailable() {
		return unavailability() == null;
	}

	/**
	 * Returns why this cannot be used here.
	 * @return the reason, for people, or {@code null} if it can
	 */
	public @Nullable String unavailability() {
		return (this == ZSTD) ? ZstdLibrary.UNAVAILABILITY : null;
	}

	@Override
	public String toString() {
		return this.token;
	}

}
