package io.vstp.spring.observation;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.micrometer.common.KeyValues;

/**
 * Key values that are the same for many observations, by what is the same. As long as
 * there are no more of these than a configuration has, nothing is forgotten.
 *
 * @param <K> what is the same
 */
final class KeyValueCache<K extends Record> {

	/**
	 * Names that come from outside, of which there might be many, must not fill memory.
	 */
	private static final int MAX = 10_000;

	private final Map<K, KeyValues> cache = new ConcurrentHashMap<>();

	private final Function<K, KeyValues> make;

	KeyValueCache(Function<K, KeyValues> make) {
		this.make = make;
	}

	KeyValues get(K key) {
		KeyValues known = this.cache.get(key);
		if (known == null) {
			known = this.make.apply(key);
			if (this.cache.size() < MAX) {
				this.cache.put(key, known);
			}
		}
		return known;
	}

	/**
	 * Returns the name of a constant, in the form that values have.
	 * @param constant the constant
	 * @return its name in lower case, words joined by hyphens
	 */
	static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
