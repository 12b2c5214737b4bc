package io.vstp.spring.metrics;

import io.micrometer.core.instrument.Tags;

/**
 * Names the {@code vstp.*} meters and their tags. Asked when a meter is registered and
 * not when something is counted, on any thread. A bean of this type takes the place of
 * {@link #DEFAULT}. It does not name the meters of Netty and of thread pools, which are
 * Micrometer's own, nor the timers of handlers, calls and pushes where a convention for
 * their observations does.
 * <p>
 * Meters of one name need the same keys of tags, and all meters different names or tags:
 * two that end up with the same would be one.
 */
public interface VstpMeterConvention {

	/** Leaves names and tags as they are. */
	VstpMeterConvention DEFAULT = new VstpMeterConvention() {
	};

	/**
	 * Returns the name of a meter.
	 * @param name what it is called otherwise, such as {@code vstp.frames}
	 * @return its name
	 */
	default String name(String name) {
		return name;
	}

	/**
	 * Returns the tags of a meter.
	 * @param name what the meter is called otherwise
	 * @param tags the tags that it would have
	 * @return its tags
	 */
	default Tags tags(String name, Tags tags) {
		return tags;
	}

}
