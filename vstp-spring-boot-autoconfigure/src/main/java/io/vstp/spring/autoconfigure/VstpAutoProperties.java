package io.vstp.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of how a connection with the transport {@code auto} chooses.
 */
public class VstpAutoProperties {

	/**
	 * How many probes in a row have to find no answer until a transport counts as not
	 * there.
	 */
	private @Nullable Integer probeAttempts;

	/**
	 * How long a probe waits for its answer.
	 */
	private @Nullable Duration probeTimeout;

	/**
	 * How often a transport that is up is probed while the client is in use.
	 */
	private @Nullable Duration probeInterval;

	/**
	 * For how long after a switch there is no other one to a transport that is merely
	 * better.
	 */
	private @Nullable Duration switchCooldown;

	/**
	 * For how long a choice stays at least unless its transport dies, and for how long a
	 * transport has to be up again before it is gone back to.
	 */
	private @Nullable Duration minDwellTime;

	/**
	 * How many retransmissions and probes without an answer in between bring a transport
	 * down.
	 */
	private @Nullable Integer consecutiveFailuresThreshold;

	/**
	 * By which part of its score, 0 to 1, the other transport has to be better before it
	 * is gone over to.
	 */
	private @Nullable Double minScoreMargin;

	/**
	 * For how long a choice is remembered that no answer confirms, and at which intervals
	 * at most a transport is probed that has never answered.
	 */
	private @Nullable Duration peerPreferenceTtl;

	public @Nullable Integer getProbeAttempts() {
		return this.probeAttempts;
	}

	public void setProbeAttempts(@Nullable Integer probeAttempts) {
		this.probeAttempts = probeAttempts;
	}

	public @Nullable Duration getProbeTimeout() {
		return this.probeTimeout;
	}

	public void setProbeTimeout(@Nullable Duration probeTimeout) {
		this.probeTimeout = probeTimeout;
	}

	public @Nullable Duration getProbeInterval() {
		return this.probeInterval;
	}

	public void setProbeInterval(@Nullable Duration probeInterval) {
		this.probeInterval = probeInterval;
	}

	public @Nullable Duration getSwitchCooldown() {
		return this.switchCooldown;
	}

	public void setSwitchCooldown(@Nullable Duration switchCooldown) {
		this.switchCooldown = switchCooldown;
	}

	public @Nullable Duration getMinDwellTime() {
		return this.minDwellTime;
	}

	public void setMinDwellTime(@Nullable Duration minDwellTime) {
		this.minDwellTime = minDwellTime;
	}

	public @Nullable Integer getConsecutiveFailuresThreshold() {
		return this.consecutiveFailuresThreshold;
	}

	public void setConsecutiveFailuresThreshold(@Nullable Integer consecutiveFailuresThreshold) {
		this.consecutiveFailuresThreshold = consecutiveFailuresThreshold;
	}

	public @Nullable Double getMinScoreMargin() {
		return this.minScoreMargin;
	}

	public void setMinScoreMargin(@Nullable Double minScoreMargin) {
		this.minScoreMargin = minScoreMargin;
	}

	public @Nullable Duration getPeerPreferenceTtl() {
		return this.peerPreferenceTtl;
	}

	public void setPeerPreferenceTtl(@Nullable Duration peerPreferenceTtl) {
		this.peerPreferenceTtl = peerPreferenceTtl;
	}

}
