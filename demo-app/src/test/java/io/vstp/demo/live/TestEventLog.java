package io.vstp.demo.live;

import java.time.InstantSource;

/**
 * Event logs for tests of other packages.
 */
public final class TestEventLog {

	private TestEventLog() {
	}

	public static EventLog create(InstantSource clock) {
		return new EventLog(clock);
	}

}
