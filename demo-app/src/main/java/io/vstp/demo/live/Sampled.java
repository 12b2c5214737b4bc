package io.vstp.demo.live;

import java.util.Map;

/**
 * Has numbers for the charts of the live page. Asked once a second.
 */
public interface Sampled {

	/**
	 * Returns numbers that only grow. Charts show by how much in a second.
	 * @return the numbers since the start, by their names
	 */
	default Map<String, Double> totals() {
		return Map.of();
	}

	/**
	 * Returns numbers that charts show as they are.
	 * @return the numbers now, by their names; what has no value now is missing
	 */
	default Map<String, Double> values() {
		return Map.of();
	}

}
