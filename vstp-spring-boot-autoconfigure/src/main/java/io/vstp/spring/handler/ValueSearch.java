package io.vstp.spring.handler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Finds a value of one header for which several conditions hold, or that there is none:
 * runs all their patterns side by side, as one automaton, over ever longer values.
 */
final class ValueSearch {

	/** Where patterns are so intricate nobody wants to wait for an answer. */
	private static final int MAX_STATES = 50_000;

	private final List<HeaderCondition> conditions;

	private final List<int[]> patterns;

	private final int[] alphabet;

	private final Set<List<BitSet>> seen = new HashSet<>();

	private final Queue<Step> queue = new ArrayDeque<>();

	private ValueSearch(List<HeaderCondition> conditions) {
		this.conditions = conditions;
		this.patterns = conditions.stream().map(ValueSearch::pattern).toList();
		this.alphabet = alphabet(this.patterns);
	}

	/**
	 * Searches a value.
	 * @param conditions the conditions, all on the same header
	 * @return a value for which all hold, or {@code null} if none is found
	 */
	static @Nullable String find(Collection<HeaderCondition> conditions) {
		if (conditions.stream().anyMatch((condition) -> condition.negated() && condition.value() == null)) {
			return null;
		}
		List<HeaderCondition> named = conditions.stream().filter((condition) -> condition.value() != null).toList();
		for (HeaderCondition condition : named) {
			String value = condition.value();
			if (value != null && condition.isExact() && !condition.negated()) {
				return holds(named, value) ? value : null;
			}
		}
		return holds(named, "x") ? "x" : new ValueSearch(named).search();
	}

	private static boolean holds(List<HeaderCondition> conditions, String value) {
		return conditions.stream().allMatch((condition) -> condition.matchesValue(value) != condition.negated());
	}

	private @Nullable String search() {
		enqueue(this.patterns.stream().map((pattern) -> reach(pattern, 0, new BitSet())).toList(), "");
		while (!this.queue.isEmpty()) {
			Step step = this.queue.remove();
			if (holds(this.conditions, step.value)) {
				return step.value;
			}
			if (this.seen.size() < MAX_STATES) {
				for (int letter : this.alphabet) {
					enqueue(advance(step.positions, letter), step.value + Character.toString(letter));
				}
			}
		}
		return null;
	}

	private void enqueue(List<BitSet> positions, String value) {
		if (isHopeful(positions) && this.seen.size() < MAX_STATES
				&& value.getBytes(StandardCharsets.UTF_8).length <= Headers.MAX_ELEMENT_LENGTH
				&& this.seen.add(positions)) {
			this.queue.add(new Step(positions, value));
		}
	}

	private boolean isHopeful(List<BitSet> positions) {
		for (int i = 0; i < positions.size(); i++) {
			if (positions.get(i).isEmpty() && !this.conditions.get(i).negated()) {
				return false;
			}
		}
		return true;
	}

	private List<BitSet> advance(List<BitSet> positions, int letter) {
		List<BitSet> result = new ArrayList<>(positions.size());
		for (int i = 0; i < positions.size(); i++) {
			result.add(advance(this.patterns.get(i), positions.get(i), letter));
		}
		return result;
	}

	private static BitSet advance(int[] pattern, BitSet positions, int letter) {
		BitSet result = new BitSet();
		for (int p = positions.nextSetBit(0); p >= 0; p = positions.nextSetBit(p + 1)) {
			if (p < pattern.length && pattern[p] == '*') {
				reach(pattern, p, result);
			}
			else if (p < pattern.length && pattern[p] == letter) {
				reach(pattern, p + 1, result);
			}
		}
		return result;
	}

	// Adds a position, and those behind a star that need not take anything.
	private static BitSet reach(int[] pattern, int position, BitSet positions) {
		positions.set(position);
		for (int p = position; p < pattern.length && pattern[p] == '*'; p++) {
			positions.set(p + 1);
		}
		return positions;
	}

	private static int[] pattern(HeaderCondition condition) {
		String value = condition.value();
		return (value != null) ? value.codePoints().toArray() : new int[0];
	}

	// All letters of the patterns, and one that occurs in none.
	private static int[] alphabet(List<int[]> patterns) {
		Set<Integer> letters = new HashSet<>();
		for (int[] pattern : patterns) {
			for (int letter : pattern) {
				letters.add(letter);
			}
		}
		int other = 'x';
		while (letters.contains(other)) {
			other++;
		}
		letters.remove((int) '*');
		letters.add(other);
		return letters.stream().mapToInt(Integer::intValue).sorted().toArray();
	}

	private record Step(List<BitSet> positions, String value) {
	}

}
