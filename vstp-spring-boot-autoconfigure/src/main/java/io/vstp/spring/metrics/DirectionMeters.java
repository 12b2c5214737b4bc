package io.vstp.spring.metrics;

import java.util.Arrays;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * The meters of what one side receives, or sends, by one transport.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class DirectionMeters {

	private final Counter[] frames;

	private final Counter[] bytes;

	private final Counter[] errors;

	private final Counter otherErrors;

	DirectionMeters(MeterRegistry registry, Tags tags) {
		this.frames = Arrays.stream(FrameType.values())
			.map((type) -> Counter.builder("vstp.frames")
				.description("Frames")
				.tags(tags.and(MeterTags.of("type", type)))
				.register(registry))
			.toArray(Counter[]::new);
		this.bytes = Arrays.stream(FrameType.values())
			.map((type) -> Counter.builder("vstp.bytes")
				.description("Length of the frames on the wire")
				.baseUnit(BaseUnits.BYTES)
				.tags(tags.and(MeterTags.of("type", type)))
				.register(registry))
			.toArray(Counter[]::new);
		this.errors = Arrays.stream(ErrorCode.values())
			.map((code) -> error(registry, tags, code))
			.toArray(Counter[]::new);
		this.otherErrors = error(registry, tags, null);
	}

	private static Counter error(MeterRegistry registry, Tags tags, @Nullable ErrorCode code) {
		return Counter.builder("vstp.errors")
			.description("Errors told to the peer and by it")
			.tags(tags.and(MeterTags.of("code", code, "other")))
			.register(registry);
	}

	void frame(FrameType type, int bytes) {
		this.frames[type.ordinal()].increment();
		this.bytes[type.ordinal()].increment(bytes);
	}

	void error(@Nullable ErrorCode code) {
		((code != null) ? this.errors[code.ordinal()] : this.otherErrors).increment();
	}

}
