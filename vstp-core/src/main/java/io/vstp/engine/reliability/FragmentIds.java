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

	long takeSmall(FragmentedSend send) {
		do {
			this.lastSmall = (this.lastSmall + 1) & FragmentPlan.MAX_PART1_NUMBER;
		}
		while (this.sends.containsKey((long) this.lastSmall));
		this.sends.put((long) this.lastSmall, send);
		return this.lastSmall;
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
