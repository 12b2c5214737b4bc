package io.vstp.spring.autoconfigure;

import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;

/**
 * How long a graceful stop may take.
 */
final class DrainTimeout {

	private static final Duration MAX_MARGIN = Duration.ofSeconds(2);

	private DrainTimeout() {
	}

	/**
	 * Returns the time that the context gives to a phase
	 * ({@code spring.lifecycle.timeout-per-shutdown-phase}) less a tenth of it and two
	 * seconds at the most, for cutting off what is left before the context gives up.
	 * @param lifecycle the properties
	 * @return the timeout
	 */
	static Duration of(ObjectProvider<LifecycleProperties> lifecycle) {
		Duration phase = lifecycle.getIfAvailable(LifecycleProperties::new).getTimeoutPerShutdownPhase();
		Duration tenth = phase.dividedBy(10);
		return phase.minus((tenth.compareTo(MAX_MARGIN) < 0) ? tenth : MAX_MARGIN);
	}

}
