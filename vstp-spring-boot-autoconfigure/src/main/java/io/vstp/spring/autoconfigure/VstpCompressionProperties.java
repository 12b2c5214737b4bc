package io.vstp.spring.autoconfigure;

import java.util.List;

import io.vstp.codec.compress.CompressionAlgorithm;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties of compression. What is not set keeps the value that it has without.
 */
public class VstpCompressionProperties {

	/**
	 * Whether to compress payloads for peers that take it, and to take them compressed.
	 */
	private @Nullable Boolean enabled;

	/**
	 * How payloads may be compressed, the preferred way first; by default zstd where
	 * zstd-jni is on the classpath, then gzip.
	 */
	private @Nullable List<CompressionAlgorithm> algorithms;

	/**
	 * From which length on payloads are compressed.
	 */
	private @Nullable DataSize minSize;

	/**
	 * How hard gzip tries, from 1 for fast to 9.
	 */
	private @Nullable Integer gzipLevel;

	/**
	 * How hard zstd tries, from 1 for fast to 19.
	 */
	private @Nullable Integer zstdLevel;

	/**
	 * Media types of payloads that are left as they are, as in application/zip or
	 * video/*; by default those that are compressed already.
	 */
	private @Nullable List<String> excludedMimeTypes;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable List<CompressionAlgorithm> getAlgorithms() {
		return this.algorithms;
	}

	public void setAlgorithms(@Nullable List<CompressionAlgorithm> algorithms) {
		this.algorithms = algorithms;
	}

	public @Nullable DataSize getMinSize() {
		return this.minSize;
	}

	public void setMinSize(@Nullable DataSize minSize) {
		this.minSize = minSize;
	}

	public @Nullable Integer getGzipLevel() {
		return this.gzipLevel;
	}

	public void setGzipLevel(@Nullable Integer gzipLevel) {
		this.gzipLevel = gzipLevel;
	}

	public @Nullable Integer getZstdLevel() {
		return this.zstdLevel;
	}

	public void setZstdLevel(@Nullable Integer zstdLevel) {
		this.zstdLevel = zstdLevel;
	}

	public @Nullable List<String> getExcludedMimeTypes() {
		return this.excludedMimeTypes;
	}

	public void setExcludedMimeTypes(@Nullable List<String> excludedMimeTypes) {
		this.excludedMimeTypes = excludedMimeTypes;
	}

}
