package io.vstp.spring.autoconfigure;

import java.util.List;

import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.transport.CompressionOptions;

/**
 * From {@link VstpCompressionProperties} to {@link CompressionOptions}. What is applied
 * later takes the place of what was before.
 */
final class Compression {

	private final CompressionOptions.Builder options = CompressionOptions.builder();

	private boolean enabled;

	/**
	 * Applies properties.
	 * @param values tells which property it was when something is wrong
	 * @param properties the properties
	 * @return this
	 */
	Compression apply(PropertyValues values, VstpCompressionProperties properties) {
		values.apply("compression.enabled", properties.getEnabled(), (on) -> this.enabled = on);
		values.apply("compression.algorithms", properties.getAlgorithms(), this::algorithms);
		values.apply("compression.min-size", properties.getMinSize(),
				(size) -> this.options.minSize(PropertyValues.toInt(size)));
		values.apply("compression.gzip-level", properties.getGzipLevel(),
				(level) -> this.options.level(CompressionAlgorithm.GZIP, level));
		values.apply("compression.zstd-level", properties.getZstdLevel(),
				(level) -> this.options.level(CompressionAlgorithm.ZSTD, level));
		values.apply("compression.excluded-mime-types", properties.getExcludedMimeTypes(), this.options::excludedTypes);
		return this;
	}

	private void algorithms(List<CompressionAlgorithm> algorithms) {
		if (algorithms.isEmpty()) {
			throw new IllegalArgumentException("algorithms must not be empty; enabled: false switches compression off");
		}
		this.options.algorithms(algorithms);
	}

	CompressionOptions build() {
		return this.enabled ? this.options.build() : CompressionOptions.NONE;
	}

}
