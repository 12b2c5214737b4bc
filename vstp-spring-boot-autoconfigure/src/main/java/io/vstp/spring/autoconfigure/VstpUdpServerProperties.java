package io.vstp.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties of the VSTP server over UDP, under {@code vstp.server.udp}. A peer is an
 * address that datagrams come from; it is validated once it has shown that it receives
 * what is sent there.
 */
public class VstpUdpServerProperties extends VstpUdpProperties {

	/**
	 * Whether to listen on UDP.
	 */
	private boolean enabled;

	/**
	 * UDP port to listen on. Zero takes a free one. It may be the same as that of TCP.
	 */
	private int port = 6_969;

	/**
	 * Address to listen on; by default all of them.
	 */
	private @Nullable InetAddress address;

	/**
	 * After how much silence a peer is forgotten.
	 */
	private Duration idleTimeout = Duration.ofSeconds(60);

	/**
	 * How many peers there may be at a time.
	 */
	private int maxPeers = 10_000;

	/**
	 * How many of the peers may be such that are not validated; where there are more, the
	 * ones that were silent longest are forgotten.
	 */
	private int maxUnvalidatedPeers = 2_000;

	/**
	 * How many frames of all peers that are not validated may be handed to handlers and
	 * not answered yet.
	 */
	private int maxUnvalidatedInFlight = 256;

	/**
	 * How many bytes a peer gets for each byte that came from it, until it is validated.
	 */
	private int amplificationFactor = 3;

	/**
	 * How many bytes the unfinished messages of all validated peers may take.
	 */
	private DataSize maxReassemblySize = DataSize.ofMegabytes(256);

	/**
	 * How many bytes the unfinished messages of one validated peer may take.
	 */
	private DataSize maxReassemblySizePerPeer = DataSize.ofMegabytes(128);

	/**
	 * How many bytes the unfinished messages of all peers may take that are not
	 * validated.
	 */
	private DataSize maxUnvalidatedSize = DataSize.ofMegabytes(32);

	/**
	 * How many bytes the unfinished messages of one peer may take that is not validated.
	 * The default is what 255 fragments can have, which is the most that the Rust crate
	 * sends.
	 */
	private DataSize maxUnvalidatedSizePerPeer = DataSize.ofKilobytes(640);

	/**
	 * How many messages of all peers may be unfinished.
	 */
	private int maxReassemblies = 4_096;

	/**
	 * How many messages of one peer may be unfinished.
	 */
	private int maxReassembliesPerPeer = 64;

	/**
	 * How many messages of all peers are known again.
	 */
	private int maxRemembered = 1_000_000;

	/**
	 * How many messages of one peer are known again; the oldest are forgotten first.
	 */
	private int maxRememberedPerPeer = 16_384;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public int getMaxPeers() {
		return this.maxPeers;
	}

	public void setMaxPeers(int maxPeers) {
		this.maxPeers = maxPeers;
	}

	public int getMaxUnvalidatedPeers() {
		return this.maxUnvalidatedPeers;
	}

	public void setMaxUnvalidatedPeers(int maxUnvalidatedPeers) {
		this.maxUnvalidatedPeers = maxUnvalidatedPeers;
	}

	public int getMaxUnvalidatedInFlight() {
		return this.maxUnvalidatedInFlight;
	}

	public void setMaxUnvalidatedInFlight(int maxUnvalidatedInFlight) {
		this.maxUnvalidatedInFlight = maxUnvalidatedInFlight;
	}

	public int getAmplificationFactor() {
		return this.amplificationFactor;
	}

	public void setAmplificationFactor(int amplificationFactor) {
		this.amplificationFactor = amplificationFactor;
	}

	public DataSize getMaxReassemblySize() {
		return this.maxReassemblySize;
	}

	public void setMaxReassemblySize(DataSize maxReassemblySize) {
		this.maxReassemblySize = maxReassemblySize;
	}

	public DataSize getMaxReassemblySizePerPeer() {
		return this.maxReassemblySizePerPeer;
	}

	public void setMaxReassemblySizePerPeer(DataSize maxReassemblySizePerPeer) {
		this.maxReassemblySizePerPeer = maxReassemblySizePerPeer;
	}

	public DataSize getMaxUnvalidatedSize() {
		return this.maxUnvalidatedSize;
	}

	public void setMaxUnvalidatedSize(DataSize maxUnvalidatedSize) {
		this.maxUnvalidatedSize = maxUnvalidatedSize;
	}

	public DataSize getMaxUnvalidatedSizePerPeer() {
		return this.maxUnvalidatedSizePerPeer;
	}

	public void setMaxUnvalidatedSizePerPeer(DataSize maxUnvalidatedSizePerPeer) {
		this.maxUnvalidatedSizePerPeer = maxUnvalidatedSizePerPeer;
	}

	public int getMaxReassemblies() {
		return this.maxReassemblies;
	}

	public void setMaxReassemblies(int maxReassemblies) {
		this.maxReassemblies = maxReassemblies;
	}

	public int getMaxReassembliesPerPeer() {
		return this.maxReassembliesPerPeer;
	}

	public void setMaxReassembliesPerPeer(int maxReassembliesPerPeer) {
		this.maxReassembliesPerPeer = maxReassembliesPerPeer;
	}

	public int getMaxRemembered() {
		return this.maxRemembered;
	}

	public void setMaxRemembered(int maxRemembered) {
		this.maxRemembered = maxRemembered;
	}

	public int getMaxRememberedPerPeer() {
		return this.maxRememberedPerPeer;
	}

	public void setMaxRememberedPerPeer(int maxRememberedPerPeer) {
		this.maxRememberedPerPeer = maxRememberedPerPeer;
	}

}
