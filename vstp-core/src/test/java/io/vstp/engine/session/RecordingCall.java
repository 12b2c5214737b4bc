package io.vstp.engine.session;

import java.util.List;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;

/**
 * Writes down how it ends.
 *
 * @param name its name
 * @param ends where to write
 */
record RecordingCall(String name, List<String> ends) implements OpenCalls.Call {

	@Override
	public void replied(Frame frame) {
		this.ends.add(this.name + " replied");
		frame.release();
	}

	@Override
	public void acknowledged() {
		this.ends.add(this.name + " acknowledged");
	}

	@Override
	public void failed(Headers error) {
		this.ends.add("%s failed with %s".formatted(this.name, error.get("code")));
	}

	@Override
	public void lost(String reason) {
		this.ends.add(this.name + " lost");
	}

}
