package io.vstp.engine.fragment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer of which not all fragments have arrived.
 */
final class Unfinished {

	private final Map<Long, Reassembly> byNumber = new HashMap<>();

	/** Most often the next fragment belongs to the same message. */
	private @Nullable Reassembly latest;

	@Nullable Reassembly find(long id, boolean vx) {
		Reassembly found = this.latest;
		if (found != null && found.key.id() == id && found.key.vx() == vx) {
			return found;
		}
		found = this.byNumber.get(MessageKey.number(id, vx));
		if (found != null) {
			this.latest = found;
		}
		return found;
	}

	void add(Reassembly reassembly) {
		this.byNumber.put(reassembly.key.number(), reassembly);
		this.latest = reassembly;
	}

	void remove(Reassembly reassembly) {
		this.byNumber.remove(reassembly.key.number());
		this.latest = null;
	}

	int size() {
		return this.byNumber.size();
	}

	Collection<Reassembly> all() {
		return this.byNumber.values();
	}

	List<Reassembly> allThat(Predicate<Reassembly> condition) {
		List<Reassembly> found = new ArrayList<>();
		for (Reassembly reassembly : this.byNumber.values()) {
			if (condition.test(reassembly)) {
				found.add(reassembly);
			}
		}
		return found;
	}

	/**
	 * Finds the one that is most likely dead, to make room for one that begins. Those of
	 * part 1 go first: their fragments come in one burst, and nobody sends one again
	 * alone.
	 * @param now the time
	 * @param patience how long one of the extensions must have been silent
	 * @return the one to give up, or {@code null} if all seem to be alive
	 */
	@Nullable Reassembly longestSilent(long now, long patience) {
		Reassembly found = null;
		for (Reassembly reassembly : this.byNumber.values()) {
			boolean dead = !reassembly.key.vx() || now - reassembly.changedAt >= patience;
			if (dead && (found == null || goesBefore(reassembly, found))) {
				found = reassembly;
			}
		}
		return found;
	}

	private static boolean goesBefore(Reassembly one, Reassembly other) {
		if (one.key.vx() != other.key.vx()) {
			return other.key.vx();
		}
		return one.changedAt - other.changedAt < 0;
	}

}
