package io.vstp.spring.actuate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Names of enum constants as properties have them.
 */
final class Names {

	static final double NANOS_PER_MILLI = 1_000_000;

	private Names() {
	}

	static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static List<String> of(Collection<? extends Enum<?>> constants) {
		return constants.stream().sorted().map(Names::of).toList();
	}

}
