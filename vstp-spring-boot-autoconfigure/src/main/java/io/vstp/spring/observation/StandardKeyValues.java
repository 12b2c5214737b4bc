package io.vstp.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * The key values of an observation by a convention of this package. These are made once
 * for all, and kept here as they are, so that nobody has to copy and sort them for each
 * observation.
 */
final class StandardKeyValues {

	private boolean begun;

	private boolean standard;

	private boolean extended;

	private @Nullable KeyValues offered;

	private @Nullable KeyValues kept;

	/**
	 * The observation has its handlers, and is about to be started.
	 */
	void begin() {
		this.begun = true;
	}

	/**
	 * A convention of this package, and none derived from it, is in force.
	 * @param keyValues what it says; the same object for the same content
	 * @return the same
	 */
	KeyValues offer(KeyValues keyValues) {
		this.standard = true;
		this.offered = keyValues;
		return keyValues;
	}

	/**
	 * Returns what the convention has said before: observations ask twice.
	 * @return key values, or {@code null} if it has to be asked
	 */
	@Nullable KeyValues offered() {
		return this.offered;
	}

	/**
	 * Says whether a convention of this package is in force.
	 * @return whether it is, or may turn out to be when the observation starts
	 */
	boolean mayBeStandard() {
		return this.standard || !this.begun;
	}

	/**
	 * Says whether others have added key values.
	 * @return whether they have
	 */
	boolean isExtended() {
		return this.extended;
	}

	/**
	 * Takes key values in, if they are the convention's.
	 * @param keyValues what is added
	 * @return whether they are
	 */
	boolean keep(KeyValues keyValues) {
		if (keyValues != this.offered) {
			return false;
		}
		this.kept = keyValues;
		return true;
	}

	void extend() {
		this.extended = true;
	}

	/**
	 * Gives away what is kept, to be treated as that of others.
	 * @return key values, or {@code null} if there are none
	 */
	@Nullable KeyValues spill() {
		KeyValues spilt = this.kept;
		this.kept = null;
		this.offered = null;
		this.extended = true;
		return spilt;
	}

	KeyValues with(KeyValues others) {
		KeyValues own = this.kept;
		return (own != null) ? own.and(others) : others;
	}

	@Nullable KeyValues kept() {
		return this.extended ? null : this.kept;
	}

	@Nullable KeyValue find(String key) {
		if (this.kept != null) {
			for (KeyValue keyValue : this.kept) {
				if (keyValue.getKey().equals(key)) {
					return keyValue;
				}
			}
		}
		return null;
	}

}
