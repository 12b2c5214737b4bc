package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler of a frame without trying all of them: each is filed under one of its
 * conditions, its anchor, and looked at only where that holds.
 *
 * @param <H> what is found
 */
final class HandlerTable<H> {

	private final List<Anchor<H>> anchors;

	private final List<Slot<H>> unanchored;

	private HandlerTable(List<Anchor<H>> anchors, List<Slot<H>> unanchored) {
		this.anchors = anchors;
		this.unanchored = unanchored;
	}

	/**
	 * Builds a table.
	 * @param <H> what is found
	 * @param handlers what can be found, the most specific first
	 * @param conditions says which frames a handler takes
	 * @return the table
	 */
	static <H> HandlerTable<H> of(List<H> handlers, Function<H, HandlerConditions> conditions) {
		Map<HeaderCondition, Integer> uses = new HashMap<>();
		handlers.forEach((handler) -> conditions.apply(handler)
			.headers()
			.forEach((header) -> uses.merge(header, 1, Integer::sum)));
		Map<String, AnchorBuilder<H>> anchors = new LinkedHashMap<>();
		List<Slot<H>> unanchored = new ArrayList<>();
		for (int order = 0; order < handlers.size(); order++) {
			H handler = handlers.get(order);
			HandlerConditions all = conditions.apply(handler);
			HeaderCondition anchor = chooseAnchor(all.headers(), uses);
			if (anchor == null) {
				unanchored.add(new Slot<>(order, all, handler));
			}
			else {
				HandlerConditions rest = anchor.isPattern() ? all : all.without(anchor);
				anchors.computeIfAbsent(anchor.name(), AnchorBuilder::new)
					.add(anchor, new Slot<>(order, rest, handler));
			}
		}
		return new HandlerTable<>(anchors.values().stream().map(AnchorBuilder::build).toList(),
				List.copyOf(unanchored));
	}

	// An exact condition is worth most, and one that few handlers share more.
	private static @Nullable HeaderCondition chooseAnchor(List<HeaderCondition> headers,
			Map<HeaderCondition, Integer> uses) {
		return headers.stream()
			.filter((header) -> !header.negated())
			.min(Comparator.comparing((HeaderCondition header) -> !header.isExact())
				.thenComparing((header) -> uses.getOrDefault(header, 0)))
			.orElse(null);
	}

	/**
	 * Finds the most specific handler.
	 * @param frame the frame
	 * @param transport by which it came
	 * @return the handler, or {@code null} if there is none
	 */
	@Nullable H find(Frame frame, Transport transport) {
		Slot<H> best = null;
		for (int i = 0; i < this.anchors.size(); i++) {
			best = this.anchors.get(i).find(frame, transport, best);
		}
		best = first(this.unanchored, frame, transport, best);
		return (best != null) ? best.handler : null;
	}

	private static <H> @Nullable Slot<H> first(List<Slot<H>> slots, Frame frame, Transport transport,
			@Nullable Slot<H> best) {
		for (int i = 0; i < slots.size(); i++) {
			Slot<H> slot = slots.get(i);
			if (best != null && best.order < slot.order) {
				return best;
			}
			if (slot.conditions.matches(frame, transport)) {
				return slot;
			}
		}
		return best;
	}

	/** A handler, with the conditions that its place in the table leaves open. */
	private record Slot<H>(int order, HandlerConditions conditions, H handler) {
	}

	/** The handlers that are filed under one header name. */
	private record Anchor<H>(String name, Map<String, List<Slot<H>>> byValue, List<Slot<H>> byPresence) {

		@Nullable Slot<H> find(Frame frame, Transport transport, @Nullable Slot<H> best) {
			if (this.byValue.isEmpty()) {
				return frame.headers().contains(this.name) ? first(this.byPresence, frame, transport, best) : best;
			}
			String value = frame.headers().get(this.name);
			if (value == null) {
				return best;
			}
			Slot<H> result = first(this.byValue.getOrDefault(value, List.of()), frame, transport, best);
			return first(this.byPresence, frame, transport, result);
		}

	}

	private static final class AnchorBuilder<H> {

		private final String name;

		private final Map<String, List<Slot<H>>> byValue = new HashMap<>();

		private final List<Slot<H>> byPresence = new ArrayList<>();

		AnchorBuilder(String name) {
			this.name = name;
		}

		void add(HeaderCondition anchor, Slot<H> slot) {
			String value = anchor.value();
			if (value != null && anchor.isExact()) {
				this.byValue.computeIfAbsent(value, (key) -> new ArrayList<>()).add(slot);
			}
			else {
				this.byPresence.add(slot);
			}
		}

		Anchor<H> build() {
			return new Anchor<>(this.name, Map.copyOf(this.byValue), List.copyOf(this.byPresence));
		}

	}

}
