package io.vstp.engine.reliability;

import java.util.HashMap;
import java.util.Map;

import io.vstp.engine.fragment.FragmentPlan;
import org.jspecify.annotations.Nullable;

/**
 * The {@code frag-id} of each message under way: of one byte for peers that may know part
 * 1 only, else of four, which a stranger cannot guess.
 */
final class FragmentIds {

	/** No id: all of them are taken. */
	static final long NONE = -1;

	private static final int SMALL_IDS = FragmentPlan.MAX_PART1_NUMBER + 1;

	private final SenderEffects effects;

	private final Map<Long, FragmentedSend> sends = new HashMap<>();

	private int lastSmall = -1;

	private long lastLong = -1;

	FragmentIds(SenderEffects effects) {
		this.effects = effects;
	}

	@Nullable FragmentedSend find(long id) {
		return this.sends.get(id);
	}

	/**
	 * Takes an id of one byte, in turn, so that one that is given back rests for long.
	 * @param send who takes it
	 * @return the id, or {@link #NONE}
	 */
	long takeSmall(FragmentedSend send) {
		for (int i = 1; i <= SMALL_IDS; i++) {
			int id = (this.lastSmall + i) & FragmentPlan.MAX_PART1_NUMBER;
			if (this.sends.putIfAbsent((long) id, send) == null) {
				this.lastSmall = id;
				return id;
			}
		}
		return NONE;
	}

	long takeLong(FragmentedSend send) {
		if (this.lastLong < 0) {
			this.lastLong = this.effects.random() & FragmentPlan.MAX_NUMBER;
		}
		do {
			this.lastLong = (this.lastLong + 1) & FragmentPlan.MAX_NUMBER;
		}
		while (!isUnguessable(this.lastLong) || this.sends.containsKey(this.lastLong));
		this.sends.put(this.lastLong, send);
		return this.lastLong;
	}

	void release(long id) {
		this.sends.remove(id);
	}

	static boolean isUnguessable(long id) {
		return id > FragmentPlan.MAX_PART1_NUMBER;
	}

}
