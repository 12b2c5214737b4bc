package io.vstp.spring.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one handler, each registered when it is first needed.
 */
@SuppressWarnings("EnumOrdinal") // indexes that nobody else sees
final class HandlerMeters {

	private static final int OUTCOMES = ErrorCode.values().length + 1;

	private final MeterFactory factory;

	private final String handler;

	private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(
			Transport.values().length * OUTCOMES);

	HandlerMeters(MeterFactory factory, String handler) {
		this.factory = factory;
		this.handler = handler;
	}

	Timer timer(Transport transport, @Nullable ErrorCode error) {
		int index = transport.ordinal() * OUTCOMES + ((error != null) ? error.ordinal() + 1 : 0);
		Timer timer = this.timers.get(index);
		if (timer == null) {
			timer = register(transport, error);
			this.timers.set(index, timer);
		}
		return timer;
	}

	private Timer register(Transport transport, @Nullable ErrorCode error) {
		return this.factory.timer("vstp.handler", "How long handlers took", Tags.of("handler", this.handler)
			.and(MeterTags.of("transport", transport), MeterTags.of("error", error, "none")));
	}

}
