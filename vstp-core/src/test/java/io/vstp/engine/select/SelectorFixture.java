package io.vstp.engine.select;

import java.util.ArrayList;
import java.util.List;

import io.vstp.frame.Transport;

/**
 * A selector with a clock that is set by hand, and what it says.
 */
final class SelectorFixture implements SelectEffects {

	static final SelectSettings SETTINGS = new SelectSettings(3, millis(500), millis(2_000), millis(10_000),
			millis(5_000), 3, 0.15, millis(300_000));

	final List<TransportSwitch> switches = new ArrayList<>();

	final List<String> events = new ArrayList<>();

	final TransportSelector selector;

	long now;

	SelectorFixture() {
		this(SETTINGS);
	}

	SelectorFixture(SelectSettings settings) {
		this.selector = new TransportSelector(settings, this);
	}

	static long millis(long millis) {
		return millis * 1_000_000;
	}

	@Override
	public void stateChanged(Transport transport, TransportState state) {
		this.events.add(transport + " " + state);
	}

	@Override
	public void switched(TransportSwitch change) {
		this.switches.add(change);
	}

	void pass(long millis) {
		this.now += millis(millis);
		this.selector.tick(this.now);
	}

	void probe(Transport transport, long rttMillis) {
		this.selector.probeSent(transport, this.now);
		this.selector.probeAnswered(transport, millis(rttMillis), this.now);
	}

	void miss(Transport transport) {
		this.selector.probeSent(transport, this.now);
		this.now += millis(500);
		this.selector.probeMissed(transport, this.now);
	}

	/**
	 * Both transports are up, for as long as it takes that nothing is held against a
	 * switch.
	 * @return this
	 */
	SelectorFixture bothUp() {
		probe(Transport.TCP, 1);
		probe(Transport.UDP, 1);
		pass(60_000);
		probe(Transport.TCP, 1);
		probe(Transport.UDP, 1);
		return this;
	}

	Transport choice(MessageKind kind) {
		return this.selector.choice(kind);
	}

}
