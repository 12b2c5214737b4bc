package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;

/**
 * Puts the more specific handler before the less specific one, and refuses two that are
 * equally specific where both would take the same frame. The result, and what is refused,
 * do not depend on the order in which reflection tells methods, which differs from run to
 * run.
 *
 * @param <H> the handlers
 */
final class HandlerOrder<H> {

	private final Function<H, HandlerConditions> conditions;

	private final Function<H, VstpHandlerMapping> mapping;

	HandlerOrder(Function<H, HandlerConditions> conditions, Function<H, VstpHandlerMapping> mapping) {
		this.conditions = conditions;
		this.mapping = mapping;
	}

	/**
	 * Sorts handlers.
	 * @param handlers the handlers
	 * @return the most specific first
	 * @throws AmbiguousHandlerException if the order of two is not clear and matters
	 */
	List<H> sort(List<H> handlers) {
		Comparator<H> comparator = Comparator.comparing(this.conditions, HandlerConditions.MOST_SPECIFIC_FIRST);
		Comparator<H> byName = Comparator.comparing(this.mapping,
				Comparator.comparing(VstpHandlerMapping::handler).thenComparing(VstpHandlerMapping::beanName));
		List<H> sorted = new ArrayList<>();
		List<H> equals = new ArrayList<>();
		for (H handler : handlers.stream().sorted(comparator.thenComparing(byName)).toList()) {
			if (!equals.isEmpty() && comparator.compare(equals.get(0), handler) != 0) {
				sorted.addAll(equals);
				equals.clear();
			}
			equals.add(place(handler, equals), handler);
		}
		sorted.addAll(equals);
		return sorted;
	}

	// Of handlers that rank equal, one comes before those of which it is a part.
	private int place(H handler, List<H> equals) {
		int place = equals.size();
		for (int i = equals.size() - 1; i >= 0; i--) {
			if (isNarrower(handler, equals.get(i))) {
				place = i;
			}
		}
		return place;
	}

	private boolean isNarrower(H handler, H other) {
		HandlerConditions some = this.conditions.apply(handler);
		HandlerConditions others = this.conditions.apply(other);
		Headers example = others.overlap(some);
		if (example == null) {
			return false;
		}
		boolean part = some.isPartOf(others);
		if (part == others.isPartOf(some)) {
			throw new AmbiguousHandlerException(this.mapping.apply(other), this.mapping.apply(handler),
					commonType(some.frameTypes(), others.frameTypes()), example);
		}
		return part;
	}

	private static FrameType commonType(Set<FrameType> some, Set<FrameType> others) {
		List<FrameType> common = some.stream().filter(others::contains).sorted().toList();
		return common.contains(FrameType.DATA) ? FrameType.DATA : common.get(0);
	}

}
