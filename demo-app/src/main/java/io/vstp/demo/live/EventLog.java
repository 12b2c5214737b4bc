package io.vstp.demo.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;

import org.springframework.stereotype.Component;

/**
 * The latest things that happened, in words: what people did, and which transport clients
 * chose.
 */
@Component
public class EventLog implements VstpObserver, LiveView {

	private static final int MAX_EVENTS = 40;

	private final InstantSource clock;

	private final Deque<Event> events = new ArrayDeque<>();

	private long number;

	EventLog(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Notes what somebody did.
	 * @param text a sentence
	 */
	public void action(String text) {
		add("action", text);
	}

	/**
	 * Notes what went well.
	 * @param text a sentence
	 */
	public void good(String text) {
		add("good", text);
	}

	/**
	 * Notes what went wrong.
	 * @param text a sentence
	 */
	public void bad(String text) {
		add("bad", text);
	}

	@Override
	public void transportStateChanged(String destination, Transport transport, TransportState state) {
		String text = "%s: %s is %s".formatted(destination, transport, state.name().toLowerCase(Locale.ROOT));
		add((state == TransportState.DOWN) ? "bad" : "good", text);
	}

	@Override
	public void transportSwitched(String destination, TransportSwitch change) {
		String kind = change.kind().name().toLowerCase(Locale.ROOT);
		add("switch", "%s: %s messages go by %s%s".formatted(destination, kind, change.to(), reason(change)));
	}

	private static String reason(TransportSwitch change) {
		if (change.from() == null) {
			return "";
		}
		return switch (change.reason()) {
			case PROBED -> " now: %s answers".formatted(change.to());
			case FAILOVER -> " now: %s is down".formatted(change.from());
			case BETTER -> " now: it is better, %.2f to %.2f".formatted(change.toScore(), change.fromScore());
		};
	}

	@Override
	public String name() {
		return "events";
	}

	@Override
	public synchronized List<Event> view() {
		return List.copyOf(this.events);
	}

	private synchronized void add(String kind, String text) {
		this.events.addLast(new Event(++this.number, this.clock.instant(), kind, text));
		if (this.events.size() > MAX_EVENTS) {
			this.events.removeFirst();
		}
	}

	/**
	 * Something that happened.
	 *
	 * @param number counts them
	 * @param at when
	 * @param kind {@code action}, {@code good}, {@code bad} or {@code switch}
	 * @param text what
	 */
	public record Event(long number, Instant at, String kind, String text) {

	}

}
