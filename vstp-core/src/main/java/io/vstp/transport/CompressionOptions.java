package io.vstp.transport;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.vstp.codec.compress.CompressionAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * How payloads are compressed (docs/compression.md). Immutable; {@link #mutate()} makes
 * variants.
 */
public final class CompressionOptions {

	/** Nothing is compressed, and nothing that is compressed is taken. */
	public static final CompressionOptions NONE = new Builder().build();

	private final Builder values;

	private CompressionOptions(Builder values) {
		this.values = values;
	}

	/**
	 * Returns a builder that starts with the defaults.
	 * @param algorithms what payloads may be compressed with, in both directions; to a
	 * peer the first goes that it takes. None for no compression
	 * @return a new builder
	 * @throws IllegalArgumentException if one of them is not available
	 */
	public static Builder builder(List<CompressionAlgorithm> algorithms) {
		return new Builder().algorithms(algorithms);
	}

	/**
	 * Returns a builder that starts with the defaults and all algorithms that are
	 * available: zstd where there is zstd-jni, then gzip.
	 * @return a new builder
	 */
	public static Builder builder() {
		return builder(CompressionAlgorithm.ZSTD.isAvailable()
				? List.of(CompressionAlgorithm.ZSTD, CompressionAlgorithm.GZIP) : List.of(CompressionAlgorithm.GZIP));
	}

	/**
	 * Returns a builder that starts with these options.
	 * @return a new builder
	 */
	public Builder mutate() {
		return new Builder(this.values);
	}

	public List<CompressionAlgorithm> algorithms() {
		return this.values.algorithms;
	}

	public int minSize() {
		return this.values.minSize;
	}

	/**
	 * Returns how hard an algorithm tries.
	 * @param algorithm the algorithm
	 * @return its level
	 */
	public int level(CompressionAlgorithm algorithm) {
		return this.values.levels.getOrDefault(algorithm, algorithm.defaultLevel());
	}

	public Set<String> excludedTypes() {
		return this.values.excludedTypes;
	}

	/**
	 * Says whether payloads of a type are left as they are.
	 * @param contentType what {@code content-type} says, with or without parameters, or
	 * {@code null}
	 * @return whether they are
	 */
	public boolean isExcluded(@Nullable String contentType) {
		if (contentType == null) {
			return false;
		}
		int end = contentType.indexOf(';');
		String type = ((end < 0) ? contentType : contentType.substring(0, end)).strip();
		return this.values.excludedTypes.contains(type)
				|| this.values.excludedTypes.contains(type.substring(0, Math.max(0, type.indexOf('/'))) + "/*");
	}

	/**
	 * Puts {@link CompressionOptions} together.
	 */
	public static final class Builder {

		private static final List<String> COMPRESSED_TYPES = List.of("audio/*", "video/*", "image/avif", "image/gif",
				"image/heic", "image/jpeg", "image/png", "image/webp", "font/woff", "font/woff2", "application/gzip",
				"application/java-archive", "application/vnd.rar", "application/x-7z-compressed", "application/x-bzip2",
				"application/x-gzip", "application/x-xz", "application/zip", "application/zstd");

		private List<CompressionAlgorithm> algorithms = List.of();

		private final Map<CompressionAlgorithm, Integer> levels = new EnumMap<>(CompressionAlgorithm.class);

		private int minSize = 1024;

		private Set<String> excludedTypes = types(COMPRESSED_TYPES);

		private Builder() {
		}

		private Builder(Builder other) {
			this.algorithms = other.algorithms;
			this.levels.putAll(other.levels);
			this.minSize = other.minSize;
			this.excludedTypes = other.excludedTypes;
		}

		private static Set<String> types(List<String> types) {
			Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
			types.forEach((type) -> set.add(type.strip().toLowerCase(Locale.ROOT)));
			return set;
		}

		/**
		 * Sets what payloads may be compressed with, in both directions; to a peer the
		 * first goes that it takes.
		 * @param algorithms the algorithms; none for no compression
		 * @return this builder
		 * @throws IllegalArgumentException if one of them is not available
		 */
		public Builder algorithms(List<CompressionAlgorithm> algorithms) {
			for (CompressionAlgorithm algorithm : algorithms) {
				String unavailability = algorithm.unavailability();
				if (unavailability != null) {
					throw new IllegalArgumentException(
							"algorithms must not have %s: %s".formatted(algorithm, unavailability));
				}
			}
			this.algorithms = algorithms.stream().distinct().toList();
			return this;
		}

		/**
		 * Sets from which length on payloads are compressed; default 1,024 bytes.
		 * @param minSize bytes
		 * @return this builder
		 */
		public Builder minSize(int minSize) {
			this.minSize = Checks.positive("minSize", minSize);
			return this;
		}

		/**
		 * Sets how hard an algorithm tries, 1 for fast; default 6 of 9 for gzip, 3 of 19
		 * for zstd.
		 * @param algorithm the algorithm
		 * @param level its level
		 * @return this builder
		 */
		public Builder level(CompressionAlgorithm algorithm, int level) {
			this.levels.put(algorithm,
					Checks.range(algorithm + "Level", level, algorithm.minLevel(), algorithm.maxLevel()));
			return this;
		}

		/**
		 * Sets the media types of payloads that are left as they are, as in
		 * {@code application/zip} or {@code video/*}; default those that are compressed
		 * already. What has no {@code content-type} is none of them.
		 * @param types the types
		 * @return this builder
		 */
		public Builder excludedTypes(List<String> types) {
			this.excludedTypes = types(types);
			return this;
		}

		/**
		 * Returns the options.
		 * @return immutable options; the builder may be used further
		 */
		public CompressionOptions build() {
			return new CompressionOptions(new Builder(this));
		}

	}

}
