package io.vstp.spring.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of a push, session by session. Immutable.
 */
public final class VstpPushResult {

	private final Map<String, VstpPushOutcome> outcomes;

	private final Map<VstpPushOutcome, Integer> counts = new EnumMap<>(VstpPushOutcome.class);

	/**
	 * Creates a result.
	 * @param outcomes the outcomes by the names of the sessions; not copied
	 */
	VstpPushResult(Map<String, VstpPushOutcome> outcomes) {
		this.outcomes = Collections.unmodifiableMap(outcomes);
		outcomes.values().forEach((outcome) -> this.counts.merge(outcome, 1, Integer::sum));
	}

	/**
	 * Returns all outcomes.
	 * @return the outcomes by the names of the sessions, unmodifiable
	 */
	public Map<String, VstpPushOutcome> outcomes() {
		return this.outcomes;
	}

	/**
	 * Returns for how many sessions the push was meant.
	 * @return the number
	 */
	public int total() {
		return this.outcomes.size();
	}

	/**
	 * Counts sessions.
	 * @param outcome what became of the push
	 * @return for how many sessions
	 */
	public int count(VstpPushOutcome outcome) {
		return this.counts.getOrDefault(outcome, 0);
	}

	/**
	 * Counts the sessions for which it went as it should.
	 * @return how many the frame was sent to, or acknowledged by
	 */
	public int succeeded() {
		return count(VstpPushOutcome.SENT) + count(VstpPushOutcome.ACKNOWLEDGED);
	}

	/**
	 * Says whether it went as it should for each session, of which there is at least one.
	 * @return whether it did
	 */
	public boolean isSuccess() {
		return total() > 0 && succeeded() == total();
	}

	/**
	 * Returns the sessions with an outcome.
	 * @param outcome what became of the push
	 * @return the names of the sessions
	 */
	public Set<String> sessions(VstpPushOutcome outcome) {
		return this.outcomes.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == outcome)
			.map(Map.Entry::getKey)
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public String toString() {
		return "Push to %d sessions: %s".formatted(total(), this.counts);
	}

}
