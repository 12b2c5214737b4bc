package io.vstp.engine.reliability;

/**
 * Comparing times, which may run over.
 */
final class Times {

	private Times() {
	}

	/**
	 * Returns the earlier of two times.
	 * @param one a time, or {@link Long#MAX_VALUE} for never
	 * @param other another one
	 * @return the earlier
	 */
	static long earlier(long one, long other) {
		if (one == Long.MAX_VALUE) {
			return other;
		}
		return (other == Long.MAX_VALUE || one - other <= 0) ? one : other;
	}

	/**
	 * Returns the later of two times.
	 * @param one a time
	 * @param other another one
	 * @return the later
	 */
	static long later(long one, long other) {
		return (one - other >= 0) ? one : other;
	}

}
