package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.List;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;

/**
 * Remembers what became of a message.
 */
final class RecordingOutbound implements Outbound {

	final List<String> events = new ArrayList<>();

	boolean wanted = true;

	@Override
	public boolean isWanted() {
		return this.wanted;
	}

	@Override
	public void transmitted() {
		this.events.add("transmitted");
	}

	@Override
	public void acknowledged() {
		this.events.add("acknowledged");
	}

	@Override
	public void failed(SendFailure failure, String message) {
		this.events.add(failure + " " + message);
	}

	@Override
	public void refused(Headers error) {
		this.events.add("refused " + error.get(HeaderNames.CODE));
	}

}
