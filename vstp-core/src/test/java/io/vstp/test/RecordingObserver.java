package io.vstp.test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.frame.DecodeError;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;

/**
 * Remembers what seldom happens.
 */
public final class RecordingObserver implements VstpObserver {

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	@Override
	public void connectionFailed(Side side, Transport transport, ConnectionFailure reason) {
		add(side, transport, "failed", reason);
	}

	@Override
	public void decodeFailed(Side side, Transport transport, DecodeError error) {
		add(side, transport, "decode", error);
	}

	@Override
	public void duplicateSuppressed(Side side, Transport transport) {
		add(side, transport, "duplicate");
	}

	@Override
	public void readingPaused(Side side, Transport transport) {
		add(side, transport, "paused");
	}

	@Override
	public void readingResumed(Side side, Transport transport) {
		add(side, transport, "resumed");
	}

	@Override
	public void reassemblyStarted(Side side) {
		add(side, "started");
	}

	@Override
	public void reassemblyEnded(Side side, ReassemblyOutcome outcome) {
		add(side, outcome);
	}

	private void add(Object... words) {
		StringBuilder event = new StringBuilder();
		for (Object word : words) {
			event.append(event.isEmpty() ? "" : " ").append(word);
		}
		this.events.add(event.toString());
	}

	/**
	 * Returns what has happened.
	 * @return the events, the first one first
	 */
	public List<String> events() {
		return List.copyOf(this.events);
	}

	public long count(String event) {
		return this.events.stream().filter(event::equals).count();
	}

}
