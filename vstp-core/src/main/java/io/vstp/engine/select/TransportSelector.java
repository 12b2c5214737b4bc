package io.vstp.engine.select;

import java.util.EnumMap;
import java.util.Map;

import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between TCP and UDP for one peer, for each kind of messages: the better one, by
 * what is measured of both, but seldom another one than before (docs/transports.md). A
 * state machine for one thread, without a clock: {@code now} is in nanoseconds and never
 * runs backwards.
 */
public final class TransportSelector {

	/** So many failures at the most count within the timeout of a probe. */
	private static final int FAILURES_PER_TIMEOUT = 8;

	private final SelectSettings settings;

	private final SelectEffects effects;

	private final Map<Transport, TransportHealth> health = new EnumMap<>(Transport.class);

	private final Map<Transport, ProbeSchedule> probes = new EnumMap<>(Transport.class);

	private final Map<MessageKind, Choice> choices = new EnumMap<>(MessageKind.class);

	private boolean switched;

	private long switchedAt;

	/**
	 * Creates a selector that knows nothing of either transport.
	 * @param settings what it has to know
	 * @param effects is told what it decides
	 */
	public TransportSelector(SelectSettings settings, SelectEffects effects) {
		this.settings = settings;
		this.effects = effects;
		for (Transport transport : Transport.values()) {
			TransportHealth fresh = new TransportHealth(settings.probeTimeout() / FAILURES_PER_TIMEOUT);
			this.health.put(transport, fresh);
			this.probes.put(transport, new ProbeSchedule(settings, fresh));
		}
		for (MessageKind kind : MessageKind.values()) {
			this.choices.put(kind, new Choice());
		}
	}

	/**
	 * Returns what carries a kind of messages.
	 * @param kind the kind
	 * @return the transport, or {@code null} while none has shown that it is up
	 */
	public @Nullable Transport choice(MessageKind kind) {
		return choiceOf(kind).transport;
	}

	/**
	 * Says whether a transport is up.
	 * @param transport the transport
	 * @return what is known of it
	 */
	public TransportState state(Transport transport) {
		return healthOf(transport).state();
	}

	/**
	 * Returns how long an answer takes.
	 * @param transport the transport
	 * @return the smoothed round trip in nanoseconds, or 0 if none was measured
	 */
	public long smoothedRtt(Transport transport) {
		return healthOf(transport).smoothedRtt();
	}

	/**
	 * Returns how much finds no answer in time.
	 * @param transport the transport
	 * @return the smoothed part, 0 to 1
	 */
	public double loss(Transport transport) {
		return healthOf(transport).loss();
	}

	/**
	 * Returns how good a transport is for a kind of messages.
	 * @param kind the kind
	 * @param transport the transport
	 * @return 0, where it is not up, to 1
	 */
	public double score(MessageKind kind, Transport transport) {
		return Score.of(kind, transport, healthOf(transport));
	}

	/**
	 * Says whether neither transport is there, as far as is known.
	 * @return whether both are down
	 */
	public boolean isCutOff() {
		return this.health.values().stream().allMatch((each) -> each.state() == TransportState.DOWN);
	}

	/**
	 * The peer has answered, so that the transport is up.
	 * @param transport the transport
	 * @param messages how many messages were answered since the last time
	 * @param now the time
	 */
	public void answered(Transport transport, int messages, long now) {
		healthOf(transport).answered(messages, 0, now);
		become(transport, TransportState.UP, now);
	}

	/**
	 * The peer has answered a probe.
	 * @param transport the transport
	 * @param rtt how long that took, or 0 if that cannot be told
	 * @param now the time
	 */
	public void probeAnswered(Transport transport, long rtt, long now) {
		probesOf(transport).answered();
		healthOf(transport).answered(1, rtt, now);
		become(transport, TransportState.UP, now);
	}

	/**
	 * A message found no answer when one should have been there.
	 * @param transport the transport
	 * @param now the time
	 */
	public void unanswered(Transport transport, long now) {
		TransportHealth bad = healthOf(transport);
		bad.unanswered(now);
		if (bad.isUp() && bad.failures() >= this.settings.failureThreshold()) {
			become(transport, TransportState.DOWN, now);
		}
		else {
			decide(now);
		}
	}

	/**
	 * A probe has waited for its answer in vain.
	 * @param transport the transport
	 * @param now the time
	 */
	public void probeMissed(Transport transport, long now) {
		ProbeSchedule schedule = probesOf(transport);
		schedule.missed();
		boolean given = schedule.missedInARow() >= this.settings.probeAttempts();
		if (state(transport) == TransportState.UNKNOWN && given) {
			become(transport, TransportState.DOWN, now);
		}
		unanswered(transport, now);
	}

	/**
	 * A probe has ended without telling anything.
	 * @param transport the transport
	 */
	public void probeCancelled(Transport transport) {
		probesOf(transport).cancel();
	}

	/**
	 * There is a new connection, of which nothing is known yet: it is probed at once.
	 * @param transport the transport
	 */
	public void connected(Transport transport) {
		probesOf(transport).restart();
	}

	/**
	 * There is no connection, or none any more.
	 * @param transport the transport
	 * @param now the time
	 */
	public void lost(Transport transport, long now) {
		probesOf(transport).cancel();
		become(transport, TransportState.DOWN, now);
	}

	/**
	 * Says whether the peer is to be asked now.
	 * @param transport the transport
	 * @param waiting whether somebody waits for an answer by it
	 * @param now the time
	 * @return whether it is
	 */
	public boolean isProbeDue(Transport transport, boolean waiting, long now) {
		return probesOf(transport).isDue(waiting, now);
	}

	/**
	 * The peer was asked: {@link #probeAnswered}, {@link #probeMissed} or
	 * {@link #probeCancelled} is to follow.
	 * @param transport the transport
	 * @param now the time
	 */
	public void probeSent(Transport transport, long now) {
		probesOf(transport).sent(now);
	}

	/**
	 * Time has passed: changes over where that has been better for long enough, and
	 * forgets a choice that nothing has confirmed for too long.
	 * @param now the time
	 */
	public void tick(long now) {
		if (isStale(now)) {
			for (Transport transport : Transport.values()) {
				healthOf(transport).forget();
				probesOf(transport).restart();
			}
			this.choices.values().forEach(Choice::forget);
			return;
		}
		decide(now);
	}

	private boolean isStale(long now) {
		for (Choice choice : this.choices.values()) {
			if (choice.transport == null) {
				return false;
			}
			if (now - healthOf(choice.transport).answeredAt() <= this.settings.preferenceTtl()) {
				return false;
			}
		}
		return true;
	}

	private void become(Transport transport, TransportState state, long now) {
		TransportState before = state(transport);
		if (!healthOf(transport).become(state, now)) {
			return;
		}
		this.effects.stateChanged(transport, state);
		boolean first = before == TransportState.UNKNOWN;
		for (MessageKind kind : MessageKind.values()) {
			Choice choice = choiceOf(kind);
			if (choice.transport != null && choice.provisional && first) {
				choice.provisional = false;
				choose(kind, now);
			}
		}
		decide(now);
	}

	private void decide(long now) {
		boolean mayImprove = !this.switched || now - this.switchedAt >= this.settings.switchCooldown();
		for (MessageKind kind : MessageKind.values()) {
			decide(kind, mayImprove, now);
		}
	}

	private void decide(MessageKind kind, boolean mayImprove, long now) {
		Choice choice = choiceOf(kind);
		Transport current = choice.transport;
		if (current == null) {
			choose(kind, now);
			return;
		}
		Transport other = other(current);
		if (!healthOf(other).isUp()) {
			return;
		}
		if (!healthOf(current).isUp()) {
			change(kind, other, SwitchReason.FAILOVER, now);
		}
		else if (mayImprove && isBetter(kind, other, current) && now - choice.since >= this.settings.minDwell()
				&& now - healthOf(other).changedAt() >= this.settings.minDwell()) {
			change(kind, other, SwitchReason.BETTER, now);
		}
	}

	private boolean isBetter(MessageKind kind, Transport one, Transport other) {
		return score(kind, other) <= score(kind, one) * (1 - this.settings.minMargin());
	}

	private void choose(MessageKind kind, long now) {
		double tcp = score(kind, Transport.TCP);
		double udp = score(kind, Transport.UDP);
		if (tcp == 0 && udp == 0) {
			return;
		}
		Transport best = isBetter(kind, Transport.UDP, Transport.TCP) ? Transport.UDP : Transport.TCP;
		Choice choice = choiceOf(kind);
		if (choice.transport == null) {
			choice.provisional = state(other(best)) == TransportState.UNKNOWN;
		}
		if (choice.transport != best) {
			change(kind, best, SwitchReason.PROBED, now);
		}
	}

	private void change(MessageKind kind, Transport to, SwitchReason reason, long now) {
		Choice choice = choiceOf(kind);
		Transport from = choice.transport;
		choice.transport = to;
		choice.since = now;
		if (reason != SwitchReason.PROBED) {
			choice.provisional = false;
			this.switched = true;
			this.switchedAt = now;
		}
		double fromScore = (from != null) ? score(kind, from) : 0;
		this.effects.switched(new TransportSwitch(kind, from, to, reason, fromScore, score(kind, to)));
	}

	/**
	 * Returns the other one of two.
	 * @param transport a transport
	 * @return the other transport
	 */
	public static Transport other(Transport transport) {
		return (transport == Transport.TCP) ? Transport.UDP : Transport.TCP;
	}

	@SuppressWarnings("NullAway") // has an entry for each
	private TransportHealth healthOf(Transport transport) {
		return this.health.get(transport);
	}

	@SuppressWarnings("NullAway") // has an entry for each
	private ProbeSchedule probesOf(Transport transport) {
		return this.probes.get(transport);
	}

	@SuppressWarnings("NullAway") // has an entry for each
	private Choice choiceOf(MessageKind kind) {
		return this.choices.get(kind);
	}

	/**
	 * What carries a kind of messages.
	 */
	private static final class Choice {

		private @Nullable Transport transport;

		private long since;

		/** Whether the other transport was not known when it was made. */
		private boolean provisional;

		private void forget() {
			this.transport = null;
			this.provisional = false;
		}

	}

}
