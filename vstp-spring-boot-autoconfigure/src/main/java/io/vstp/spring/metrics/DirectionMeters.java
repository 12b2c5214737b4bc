package io.vstp.spring.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * The meters of what one side receives, or sends, by one transport.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class DirectionMeters {

	private static final FrameType[] TYPES = FrameType.values();

	private static final String OTHER = "other";

	private final Counter[] frames;

	private final Counter[] bytes = new Counter[TYPES.length];

	private final Counter[] errors;

	private final Counter otherErrors;

	DirectionMeters(MeterFactory meters, Tags tags) {
		this.frames = meters.counters("vstp.frames", "Frames", tags, TYPES, (type) -> MeterTags.of("type", type));
		for (FrameType type : TYPES) {
			this.bytes[type.ordinal()] = meters.bytes("vstp.bytes", "Length of the frames on the wire",
					tags.and(MeterTags.of("type", type)));
		}
		String description = "Errors told to the peer and by it";
		this.errors = meters.counters("vstp.errors", description, tags, ErrorCode.values(),
				(code) -> MeterTags.of("code", code, OTHER));
		this.otherErrors = meters.counter("vstp.errors", description, tags.and(MeterTags.of("code", null, OTHER)));
	}

	void frame(FrameType type, int bytes) {
		this.frames[type.ordinal()].increment();
		this.bytes[type.ordinal()].increment(bytes);
	}

	void error(@Nullable ErrorCode code) {
		((code != null) ? this.errors[code.ordinal()] : this.otherErrors).increment();
	}

}
