package io.vstp.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what the JVM could not do, above all that memory is used up: a warning at most
 * every ten seconds, for then many sessions have the same trouble.
 */
public final class ErrorLog {

	private static final Logger logger = LoggerFactory.getLogger(ErrorLog.class);

	private static final ErrorLog SHARED = new ErrorLog(logger::warn, System::nanoTime);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

	private static final String ADVICE = " Payloads are kept in direct memory, of which there is as much as"
			+ " -XX:MaxDirectMemorySize says, or else as the heap may have. Either give more or lower the bounds:"
			+ " docs/guarantees.md, \"Memory of a session\", says how much they need.";

	private final Consumer<String> log;

	private final LongSupplier clock;

	private final AtomicLong nextAt;

	private final LongAdder suppressed = new LongAdder();

	ErrorLog(Consumer<String> log, LongSupplier clock) {
		this.log = log;
		this.clock = clock;
		this.nextAt = new AtomicLong(clock.getAsLong());
	}

	/**
	 * Tells of an error.
	 * @param what what came of it, a clause
	 * @param error the error
	 */
	public static void warn(String what, Error error) {
		SHARED.tell(what, error);
	}

	void tell(String what, Error error) {
		long now = this.clock.getAsLong();
		long next = this.nextAt.get();
		if (now - next < 0 || !this.nextAt.compareAndSet(next, now + PAUSE)) {
			this.suppressed.increment();
			return;
		}
		long others = this.suppressed.sumThenReset();
		this.log.accept("%s: %s%s%s".formatted(what, LogText.of(error.toString()),
				(others > 0) ? " (and %d more of late).".formatted(others) : ".",
				(error instanceof OutOfMemoryError) ? ADVICE : ""));
	}

}
