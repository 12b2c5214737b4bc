package io.vstp.spring.observation;

/**
 * Makes all observations, and knows nothing of predicates and filters.
 */
public final class AllObservations implements ObservationSettings {

	@Override
	public boolean isEnabled(String name) {
		return true;
	}

	@Override
	public boolean isCovered(Object predicateOrFilter) {
		return false;
	}

}
