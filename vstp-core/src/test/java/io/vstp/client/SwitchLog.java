package io.vstp.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SwitchReason;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes down what a client with {@link TransportChoice#AUTO} finds and decides.
 */
final class SwitchLog implements VstpObserver {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final List<TransportSwitch> switches = new CopyOnWriteArrayList<>();

	private final AtomicInteger deaths = new AtomicInteger();

	private final long start = System.nanoTime();

	void note(String text) {
		long millis = (System.nanoTime() - this.start) / 1_000_000;
		this.lines.add(String.format(Locale.ROOT, "%6d ms  %s", millis, text));
	}

	@Override
	public void transportStateChanged(String destination, Transport transport, TransportState state) {
		if (state == TransportState.DOWN) {
			this.deaths.incrementAndGet();
		}
		note("%s is %s".formatted(transport, state));
	}

	@Override
	public void transportSwitched(String destination, TransportSwitch change) {
		this.switches.add(change);
		note(String.format(Locale.ROOT, "%s: %s -> %s, %s (%.2f -> %.2f)", change.kind(),
				(change.from() != null) ? change.from() : "none", change.to(), change.reason(), change.fromScore(),
				change.toScore()));
	}

	/**
	 * No choice has changed more often than it may: for each death of a transport each
	 * kind of messages goes elsewhere, and once more where the other one was dead too;
	 * for the better it changes once in a cool-down.
	 * @param cooldown the cool-down
	 */
	void assertCalm(Duration cooldown) {
		long kinds = MessageKind.values().length;
		long cooldowns = (System.nanoTime() - this.start) / cooldown.toNanos() + 1;
		assertThat(count(SwitchReason.FAILOVER)).isLessThanOrEqualTo(2 * kinds * this.deaths.get());
		assertThat(count(SwitchReason.BETTER)).isLessThanOrEqualTo(kinds * cooldowns);
	}

	private long count(SwitchReason reason) {
		return this.switches.stream().filter((change) -> change.reason() == reason).count();
	}

	void writeTo(String name) throws IOException {
		Path file = Path.of("target", "transport-events", name + ".log");
		Files.createDirectories(file.getParent());
		Files.write(file, this.lines);
	}

}
