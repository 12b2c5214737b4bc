package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.VstpHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringValueResolver;

/**
 * Reads what the annotations of one handler say.
 */
final class ConditionReader {

	private final String handler;

	private final String beanName;

	private final StringValueResolver placeholders;

	ConditionReader(String handler, String beanName, StringValueResolver placeholders) {
		this.handler = handler;
		this.beanName = beanName;
		this.placeholders = placeholders;
	}

	/**
	 * Joins what the class says with what the method says.
	 * @param onClass the annotation of the class, if it has one
	 * @param onMethod the annotation of the method
	 * @return what holds of all frames that the handler takes
	 * @throws InvalidHandlerException if that is not understood, or holds of no frame
	 */
	HandlerConditions read(@Nullable VstpHandler onClass, VstpHandler onMethod) {
		List<VstpHandler> both = (onClass != null) ? List.of(onClass, onMethod) : List.of(onMethod);
		Set<HeaderCondition> headers = new LinkedHashSet<>();
		Set<FrameType> frameTypes = EnumSet.allOf(FrameType.class);
		Set<Transport> transports = EnumSet.allOf(Transport.class);
		Set<String> servers = new LinkedHashSet<>();
		Set<String> destinations = new LinkedHashSet<>();
		boolean anyType = true;
		for (VstpHandler annotation : both) {
			Arrays.stream(annotation.value()).map(this::condition).forEach(headers::add);
			anyType &= annotation.frameType().length == 0;
			narrow(frameTypes, List.of(annotation.frameType()), "frameType");
			narrow(transports, List.of(annotation.transport()), "transport");
			List<String> names = Arrays.stream(annotation.server()).map(this::resolve).toList();
			if (servers.isEmpty()) {
				servers.addAll(names);
			}
			narrow(servers, names, "server");
			narrowDestinations(destinations, Arrays.stream(annotation.destination()).map(this::resolve).toList());
		}
		HandlerConditions result = new HandlerConditions(List.copyOf(headers),
				Collections.unmodifiableSet(anyType ? EnumSet.of(FrameType.DATA) : frameTypes),
				Collections.unmodifiableSet(transports), Collections.unmodifiableSet(servers),
				Collections.unmodifiableSet(destinations));
		if (!servers.isEmpty() && !destinations.isEmpty()) {
			throw new InvalidHandlerException(
					"Handler %s of bean '%s' has both server %s and destination %s: it takes frames that come to a server of "
						.formatted(this.handler, this.beanName, servers, destinations)
							+ "this application, or frames that the server of a destination pushes, not both");
		}
		if (ConditionSolver.solve(result.headers()) == null) {
			throw invalid(String.join(", ", texts(result)), "there are no headers for which all of these hold", null);
		}
		return result;
	}

	private <T> void narrow(Set<T> all, Collection<T> some, String attribute) {
		if (!some.isEmpty() && !all.isEmpty()) {
			all.retainAll(some);
			if (all.isEmpty()) {
				throw invalid(attribute + "=" + some, "class and method have no %s in common".formatted(attribute),
						null);
			}
		}
	}

	private void narrowDestinations(Set<String> all, Collection<String> some) {
		if (some.contains(HandlerConditions.ANY_DESTINATION)) {
			if (all.isEmpty()) {
				all.add(HandlerConditions.ANY_DESTINATION);
			}
			return;
		}
		if (all.isEmpty() || (!some.isEmpty() && all.remove(HandlerConditions.ANY_DESTINATION))) {
			all.addAll(some);
		}
		narrow(all, some, "destination");
	}

	private HeaderCondition condition(String text) {
		try {
			return HeaderCondition.parse(resolve(text));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(text, String.valueOf(ex.getMessage()), ex);
		}
	}

	private String resolve(String text) {
		try {
			String resolved = this.placeholders.resolveStringValue(text);
			return (resolved != null) ? resolved.strip() : "";
		}
		catch (IllegalArgumentException ex) {
			throw invalid(text, String.valueOf(ex.getMessage()), ex);
		}
	}

	private InvalidHandlerConditionException invalid(String condition, String reason, @Nullable Throwable cause) {
		return new InvalidHandlerConditionException(this.handler, this.beanName, condition, reason, cause);
	}

	VstpHandlerMapping mapping(HandlerConditions conditions) {
		return new VstpHandlerMapping(this.handler, this.beanName, texts(conditions), conditions.frameTypes(),
				conditions.transports(), conditions.servers(), conditions.destinations());
	}

	private static List<String> texts(HandlerConditions conditions) {
		List<String> texts = new ArrayList<>();
		conditions.headers().forEach((condition) -> texts.add(condition.toString()));
		return List.copyOf(texts);
	}

}
