package io.vstp.spring.observation;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValues;

/**
 * Key values that are the same for many observations: a row for each name, with a column
 * for each of few things that differ under it. As long as there are no more names than a
 * configuration has, nothing is made twice. Safe for use by several threads.
 */
final class KeyValueTable {

	/**
	 * Names that come from outside, of which there might be many, must not fill memory.
	 */
	private static final int MAX = 10_000;

	private final Map<String, KeyValues[]> rows = new ConcurrentHashMap<>();

	private final int columns;

	private final Maker maker;

	KeyValueTable(int columns, Maker maker) {
		this.columns = columns;
		this.maker = maker;
	}

	KeyValues get(String name, int column) {
		KeyValues[] row = this.rows.get(name);
		if (row == null) {
			row = makeRow(name);
			if (this.rows.size() < MAX) {
				this.rows.put(name, row);
			}
		}
		return row[column];
	}

	private KeyValues[] makeRow(String name) {
		KeyValues[] row = new KeyValues[this.columns];
		for (int column = 0; column < row.length; column++) {
			row[column] = this.maker.make(name, column);
		}
		return row;
	}

	/**
	 * Returns the name of a constant, in the form that values have.
	 * @param constant the constant
	 * @return its name in lower case, words joined by hyphens
	 */
	static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Makes what is missing.
	 */
	@FunctionalInterface
	interface Maker {

		/**
		 * Makes key values.
		 * @param name the name
		 * @param column the column, from 0 on
		 * @return what belongs there
		 */
		KeyValues make(String name, int column);

	}

}
