package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Which frames a handler takes.
 *
 * @param headers what must hold of the headers, each condition once
 * @param frameTypes the frame types, at least one
 * @param transports the transports, at least one
 * @param servers the servers, or none for all
 * @param destinations the destinations whose pushed frames it takes, {@code *} alone for
 * all; none for a handler of frames that come to a server
 */
record HandlerConditions(List<HeaderCondition> headers, Set<FrameType> frameTypes, Set<Transport> transports,
		Set<String> servers, Set<String> destinations) {

	static final String ANY_DESTINATION = "*";

	/**
	 * The more specific first. Not all that compare equal are equally specific, see
	 * {@link #isPartOf}.
	 */
	static final Comparator<HandlerConditions> MOST_SPECIFIC_FIRST = Comparator
		.<HandlerConditions>comparingLong((c) -> c.count((header) -> !header.negated()))
		.thenComparingLong((c) -> c.count((header) -> !header.negated() && header.isExact()))
		.thenComparingLong((c) -> c.count((header) -> !header.negated() && header.isPattern()))
		.thenComparingLong((c) -> c.count(HeaderCondition::negated))
		.thenComparingInt(HandlerConditions::narrowed)
		.reversed();

	HandlerConditions(List<HeaderCondition> headers, Set<FrameType> frameTypes, Set<Transport> transports,
			Set<String> servers) {
		this(headers, frameTypes, transports, servers, Set.of());
	}

	private long count(Predicate<HeaderCondition> kind) {
		return this.headers.stream().filter(kind).count();
	}

	private int narrowed() {
		return ((this.transports.size() < Transport.values().length) ? 1 : 0) + (this.servers.isEmpty() ? 0 : 1)
				+ ((this.destinations.isEmpty() || takesAnyDestination()) ? 0 : 1);
	}

	HandlerConditions without(HeaderCondition condition) {
		return new HandlerConditions(this.headers.stream().filter((header) -> !header.equals(condition)).toList(),
				this.frameTypes, this.transports, this.servers, this.destinations);
	}

	boolean accepts(String server) {
		return this.destinations.isEmpty() && (this.servers.isEmpty() || this.servers.contains(server));
	}

	boolean acceptsFrom(String destination) {
		return takesAnyDestination() || this.destinations.contains(destination);
	}

	private boolean takesAnyDestination() {
		return this.destinations.contains(ANY_DESTINATION);
	}

	boolean matches(Frame frame, Transport transport) {
		if (!this.frameTypes.contains(frame.type()) || !this.transports.contains(transport)) {
			return false;
		}
		for (HeaderCondition condition : this.headers) {
			if (!condition.matches(frame.headers())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Finds headers that these conditions and others accept on the same frame.
	 * @param other the other conditions
	 * @return the headers, or {@code null} if no frame can meet both
	 */
	@Nullable Headers overlap(HandlerConditions other) {
		if (namesOtherValue(other)) {
			return null;
		}
		if (!meet(this.frameTypes, other.frameTypes) || !meet(this.transports, other.transports)
				|| !(this.servers.isEmpty() || other.servers.isEmpty() || meet(this.servers, other.servers))
				|| !meetsFrom(other)) {
			return null;
		}
		List<HeaderCondition> all = new ArrayList<>(this.headers);
		all.addAll(other.headers);
		return ConditionSolver.solve(all);
	}

	private boolean meetsFrom(HandlerConditions other) {
		return (this.destinations.isEmpty() && other.destinations.isEmpty())
				|| (takesAnyDestination() && !other.destinations.isEmpty())
				|| (other.takesAnyDestination() && !this.destinations.isEmpty())
				|| meet(this.destinations, other.destinations);
	}

	// Sets most handlers apart, and takes no search.
	private boolean namesOtherValue(HandlerConditions other) {
		for (HeaderCondition some : this.headers) {
			for (HeaderCondition others : other.headers) {
				if (!some.negated() && !others.negated() && some.isExact() && others.isExact()
						&& some.name().equals(others.name()) && !some.equals(others)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Says whether every frame that these conditions accept is accepted by others too.
	 * @param other the other conditions
	 * @return whether it is
	 */
	boolean isPartOf(HandlerConditions other) {
		return other.frameTypes.containsAll(this.frameTypes) && other.transports.containsAll(this.transports)
				&& (other.servers.isEmpty() || (!this.servers.isEmpty() && other.servers.containsAll(this.servers)))
				&& (other.takesAnyDestination() || other.destinations.containsAll(this.destinations))
				&& other.headers.stream().allMatch(this::implies);
	}

	private boolean implies(HeaderCondition condition) {
		List<HeaderCondition> all = new ArrayList<>(this.headers);
		all.add(condition.negate());
		return this.headers.contains(condition) || ConditionSolver.solve(all) == null;
	}

	private static <T> boolean meet(Collection<T> some, Collection<T> others) {
		return some.stream().anyMatch(others::contains);
	}

}
