package io.vstp.spring.autoconfigure;

import io.vstp.frame.FrameLimits;

import org.springframework.util.unit.DataSize;

/**
 * Changes {@link FrameLimits} one by one, so that a wrong one can be told from the
 * others.
 */
final class LimitsBuilder {

	private FrameLimits limits;

	LimitsBuilder(FrameLimits limits) {
		this.limits = limits;
	}

	void maxFrameSize(DataSize size) {
		this.limits = this.limits.withMaxFrameLength(PropertyValues.toInt(size));
	}

	void maxHeaderSize(DataSize size) {
		this.limits = new FrameLimits(this.limits.maxFrameLength(), PropertyValues.toInt(size),
				this.limits.maxHeaders());
	}

	void maxHeaders(int count) {
		this.limits = new FrameLimits(this.limits.maxFrameLength(), this.limits.maxHeaderLength(), count);
	}

	FrameLimits build() {
		return this.limits;
	}

}
