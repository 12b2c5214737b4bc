package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Says whether there are headers for which all of some conditions hold.
 */
final class ConditionSolver {

	private ConditionSolver() {
	}

	/**
	 * Looks for headers.
	 * @param conditions the conditions
	 * @return an example, with as few headers as will do, or {@code null} if the
	 * conditions exclude each other
	 */
	static @Nullable Headers solve(Collection<HeaderCondition> conditions) {
		Map<String, List<HeaderCondition>> byName = new LinkedHashMap<>();
		for (HeaderCondition condition : conditions) {
			byName.computeIfAbsent(condition.name(), (name) -> new ArrayList<>()).add(condition);
		}
		HeadersBuilder example = Headers.builder();
		for (Map.Entry<String, List<HeaderCondition>> entry : byName.entrySet()) {
			// All of them negated: they hold where the header is absent.
			if (!entry.getValue().stream().allMatch(HeaderCondition::negated)) {
				String value = ValueSearch.find(entry.getValue());
				if (value == null) {
					return null;
				}
				example.add(entry.getKey(), value);
			}
		}
		return example.build();
	}

}
