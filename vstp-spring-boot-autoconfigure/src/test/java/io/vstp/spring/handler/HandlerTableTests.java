package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import io.vstp.frame.Transport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerTableTests {

	private static final List<String> NAMES = List.of("a", "b", "c", "op");

	private static final List<String> VALUES = List.of("", "x", "y", "xy", "yx", "xyx");

	private static final List<String> PATTERNS = List.of("x*", "*y", "x*x", "*yx*");

	@Test
	void shouldFindNothingWhenTableIsEmpty() {
		HandlerTable<HandlerConditions> table = HandlerTable.of(List.of(), Function.identity());
		assertThat(table.find(Frame.data(Headers.of("op", "x"), ""), Transport.TCP)).isNull();
	}

	@Test
	void shouldFindWhatATrialOfAllFindsWhenHandlersAndFramesAreRandom() {
		long seed = Long.getLong("vstp.seed", 1);
		System.out.println("HandlerTable seed " + seed);
		Random random = new Random(seed);
		int found = 0;
		for (int round = 0; round < 200; round++) {
			List<HandlerConditions> handlers = sorted(handlers(random));
			HandlerTable<HandlerConditions> table = HandlerTable.of(handlers, Function.identity());
			for (int i = 0; i < 100; i++) {
				Frame frame = Frame.of(pick(random, List.of(FrameType.DATA, FrameType.DATA, FrameType.PING)),
						headers(random));
				Transport transport = pick(random, List.of(Transport.values()));
				HandlerConditions expected = handlers.stream()
					.filter((handler) -> handler.matches(frame, transport))
					.findFirst()
					.orElse(null);
				assertThat(table.find(frame, transport)).as("%s over %s, seed %d", frame, transport, seed)
					.isSameAs(expected);
				found += (expected != null) ? 1 : 0;
			}
		}
		assertThat(found).isPositive();
	}

	@Test
	void shouldPreferNarrowestOfAllThatMatchWhenHandlersAreRandom() {
		long seed = Long.getLong("vstp.seed", 1);
		System.out.println("HandlerOrder seed " + seed);
		Random random = new Random(seed);
		for (int round = 0; round < 300; round++) {
			List<HandlerConditions> handlers = sorted(handlers(random));
			for (int i = 0; i < handlers.size(); i++) {
				for (int j = i + 1; j < handlers.size(); j++) {
					HandlerConditions before = handlers.get(i);
					HandlerConditions behind = handlers.get(j);
					boolean equal = HandlerConditions.MOST_SPECIFIC_FIRST.compare(before, behind) == 0;
					assertThat(equal && behind.isPartOf(before)).as("%s behind %s, seed %d", behind, before, seed)
						.isFalse();
				}
			}
		}
	}

	// Leaves out what would be ambiguous.
	private static List<HandlerConditions> sorted(List<HandlerConditions> handlers) {
		HandlerOrder<HandlerConditions> order = new HandlerOrder<>(Function.identity(),
				(c) -> new VstpHandlerMapping("h", "b", List.of(), c.frameTypes(), c.transports(), c.servers()));
		List<HandlerConditions> sorted = new ArrayList<>();
		for (HandlerConditions handler : handlers) {
			List<HandlerConditions> more = new ArrayList<>(sorted);
			more.add(handler);
			try {
				sorted = order.sort(more);
			}
			catch (AmbiguousHandlerException ex) {
				assertThat(ex.exampleHeaders()).isNotNull();
			}
		}
		return sorted;
	}

	private static List<HandlerConditions> handlers(Random random) {
		Set<HandlerConditions> handlers = new LinkedHashSet<>();
		for (int i = random.nextInt(25); i > 0; i--) {
			Set<HeaderCondition> headers = new LinkedHashSet<>();
			for (int c = random.nextInt(4); c > 0; c--) {
				headers.add(new HeaderCondition(pick(random, NAMES), random.nextInt(3) == 0, value(random)));
			}
			Set<Transport> transports = (random.nextInt(4) == 0) ? EnumSet.of(pick(random, List.of(Transport.values())))
					: EnumSet.allOf(Transport.class);
			Set<FrameType> types = (random.nextInt(4) == 0) ? EnumSet.of(FrameType.PING, FrameType.DATA)
					: EnumSet.of(FrameType.DATA);
			if (ConditionSolver.solve(headers) != null) {
				handlers.add(new HandlerConditions(List.copyOf(headers), types, transports, Set.of()));
			}
		}
		return List.copyOf(handlers);
	}

	private static String value(Random random) {
		return switch (random.nextInt(3)) {
			case 0 -> null;
			case 1 -> pick(random, PATTERNS);
			default -> pick(random, VALUES);
		};
	}

	private static Headers headers(Random random) {
		HeadersBuilder headers = Headers.builder();
		for (int i = random.nextInt(5); i > 0; i--) {
			headers.add(pick(random, NAMES), pick(random, VALUES));
		}
		return headers.build();
	}

	private static <T> T pick(Random random, List<T> from) {
		return from.get(random.nextInt(from.size()));
	}

}
