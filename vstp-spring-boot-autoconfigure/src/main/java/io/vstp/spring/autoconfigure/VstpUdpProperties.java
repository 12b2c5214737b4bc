package io.vstp.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * How frames are carried by UDP datagrams, on both ends. What is not set keeps the value
 * that it has without: see {@link io.vstp.transport.UdpOptions}.
 */
public class VstpUdpProperties {

	/**
	 * How long a datagram may be that is sent; longer frames go out in fragments. From
	 * 256 to 65507 bytes. Datagrams that come in may have any length.
	 */
	private @Nullable DataSize maxDatagramSize;

	/**
	 * How long the payload of a message may be, sent or received.
	 */
	private @Nullable DataSize maxMessageSize;

	/**
	 * How many fragments a message may have that comes in.
	 */
	private @Nullable Integer maxFragments;

	/**
	 * How often a frame that wants an ACK is sent again. Zero for never.
	 */
	private @Nullable Integer maxRetries;

	/**
	 * After how long without an ACK a frame is sent again for the first time; twice as
	 * long after each further time, and never sooner than the measured round trip takes.
	 */
	private @Nullable Duration retryDelay;

	/**
	 * How long to wait at the most before a frame is sent again.
	 */
	private @Nullable Duration maxRetryDelay;

	/**
	 * How long the ACK may take after a frame was sent for the last time.
	 */
	private @Nullable Duration ackTimeout;

	/**
	 * Which part of the delay before a frame is sent again may be added to it by chance,
	 * from 0 to 1.
	 */
	private @Nullable Double jitter;

	/**
	 * Whether datagrams that are sent end with a CRC; the Rust crate insists on it. Those
	 * that come in tell by their length whether they do.
	 */
	private @Nullable Boolean useCrc;

	/**
	 * Whether messages that do not fit into a datagram are sent in fragments, or refused.
	 */
	private @Nullable Boolean allowFrag;

	/**
	 * How many frames that fit into a datagram may be under way to one peer without their
	 * ACK; further ones wait.
	 */
	private @Nullable Integer maxUnacknowledged;

	/**
	 * After how long without any progress a long message is given up by who sends it.
	 */
	private @Nullable Duration stallTimeout;

	/**
	 * After how long without a new fragment an unfinished message is dropped by who
	 * receives it.
	 */
	private @Nullable Duration reassemblyTimeout;

	/**
	 * For how long a message that was acknowledged is known again. Must be longer than
	 * its sender goes on sending it.
	 */
	private @Nullable Duration dedupWindow;

	/**
	 * How large the buffers of the socket should be; the operating system may give less
	 * (on Linux net.core.rmem_max and wmem_max).
	 */
	private @Nullable DataSize socketBufferSize;

	public @Nullable DataSize getMaxDatagramSize() {
		return this.maxDatagramSize;
	}

	public void setMaxDatagramSize(@Nullable DataSize maxDatagramSize) {
		this.maxDatagramSize = maxDatagramSize;
	}

	public @Nullable DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(@Nullable DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public @Nullable Integer getMaxFragments() {
		return this.maxFragments;
	}

	public void setMaxFragments(@Nullable Integer maxFragments) {
		this.maxFragments = maxFragments;
	}

	public @Nullable Integer getMaxRetries() {
		return this.maxRetries;
	}

	public void setMaxRetries(@Nullable Integer maxRetries) {
		this.maxRetries = maxRetries;
	}

	public @Nullable Duration getRetryDelay() {
		return this.retryDelay;
	}

	public void setRetryDelay(@Nullable Duration retryDelay) {
		this.retryDelay = retryDelay;
	}

	public @Nullable Duration getMaxRetryDelay() {
		return this.maxRetryDelay;
	}

	public void setMaxRetryDelay(@Nullable Duration maxRetryDelay) {
		this.maxRetryDelay = maxRetryDelay;
	}

	public @Nullable Duration getAckTimeout() {
		return this.ackTimeout;
	}

	public void setAckTimeout(@Nullable Duration ackTimeout) {
		this.ackTimeout = ackTimeout;
	}

	public @Nullable Double getJitter() {
		return this.jitter;
	}

	public void setJitter(@Nullable Double jitter) {
		this.jitter = jitter;
	}

	public @Nullable Boolean getUseCrc() {
		return this.useCrc;
	}

	public void setUseCrc(@Nullable Boolean useCrc) {
		this.useCrc = useCrc;
	}

	public @Nullable Boolean getAllowFrag() {
		return this.allowFrag;
	}

	public void setAllowFrag(@Nullable Boolean allowFrag) {
		this.allowFrag = allowFrag;
	}

	public @Nullable Integer getMaxUnacknowledged() {
		return this.maxUnacknowledged;
	}

	public void setMaxUnacknowledged(@Nullable Integer maxUnacknowledged) {
		this.maxUnacknowledged = maxUnacknowledged;
	}

	public @Nullable Duration getStallTimeout() {
		return this.stallTimeout;
	}

	public void setStallTimeout(@Nullable Duration stallTimeout) {
		this.stallTimeout = stallTimeout;
	}

	public @Nullable Duration getReassemblyTimeout() {
		return this.reassemblyTimeout;
	}

	public void setReassemblyTimeout(@Nullable Duration reassemblyTimeout) {
		this.reassemblyTimeout = reassemblyTimeout;
	}

	public @Nullable Duration getDedupWindow() {
		return this.dedupWindow;
	}

	public void setDedupWindow(@Nullable Duration dedupWindow) {
		this.dedupWindow = dedupWindow;
	}

	public @Nullable DataSize getSocketBufferSize() {
		return this.socketBufferSize;
	}

	public void setSocketBufferSize(@Nullable DataSize socketBufferSize) {
		this.socketBufferSize = socketBufferSize;
	}

}
