package io.vstp.spring.observation;

import org.jspecify.annotations.Nullable;

/**
 * What an application's configuration says of observations, which is the same for as long
 * as it runs.
 */
public interface ObservationSettings {

	/**
	 * Says whether observations are to be made at all.
	 * @param name their name, or {@code null} if a convention has none
	 * @return whether they are
	 */
	boolean isEnabled(@Nullable String name);

	/**
	 * Says whether all that a predicate or a filter of the registry does is known from
	 * here.
	 * @param predicateOrFilter one of those of the registry
	 * @return {@code true} if it lets all observations be made that are
	 * {@linkplain #isEnabled enabled}, and changes none of them
	 */
	boolean isCovered(Object predicateOrFilter);

}
