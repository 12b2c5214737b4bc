package io.vstp.spring.autoconfigure;

import java.util.function.Consumer;

import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.UdpOptions;

/**
 * From {@link VstpUdpServerProperties} to {@link UdpListenerOptions}.
 */
final class UdpServerOptions {

	private final PropertyValues values;

	private final VstpUdpServerProperties properties;

	/**
	 * Creates this.
	 * @param values tells which property it was when something is wrong
	 * @param properties the properties
	 */
	UdpServerOptions(PropertyValues values, VstpUdpServerProperties properties) {
		this.values = values;
		this.properties = properties;
	}

	UdpListenerOptions build() {
		VstpUdpServerProperties udp = this.properties;
		UdpListenerOptions.Builder options = UdpListenerOptions.builder();
		apply("port", udp.getPort(), (port) -> options.bindAddress(ServerAddress.bind(udp.getAddress(), port)));
		apply("idle-timeout", udp.getIdleTimeout(), options::idleTimeout);
		apply("max-peers", udp.getMaxPeers(), options::maxPeers);
		apply("max-unvalidated-peers", udp.getMaxUnvalidatedPeers(), options::maxUnvalidatedPeers);
		apply("max-unvalidated-in-flight", udp.getMaxUnvalidatedInFlight(), options::maxUnvalidatedInFlight);
		apply("amplification-factor", udp.getAmplificationFactor(), options::amplificationFactor);
		apply("max-reassembly-size", udp.getMaxReassemblySize().toBytes(), options::maxReassemblyBytes);
		apply("max-reassembly-size-per-peer", udp.getMaxReassemblySizePerPeer().toBytes(),
				options::maxReassemblyBytesPerPeer);
		apply("max-unvalidated-size", udp.getMaxUnvalidatedSize().toBytes(), options::maxUnvalidatedBytes);
		apply("max-unvalidated-size-per-peer", udp.getMaxUnvalidatedSizePerPeer().toBytes(),
				options::maxUnvalidatedBytesPerPeer);
		apply("max-reassemblies", udp.getMaxReassemblies(), options::maxReassemblies);
		apply("max-remembered", udp.getMaxRemembered(), options::maxRemembered);
		return options.datagrams(datagrams()).build();
	}

	private UdpOptions datagrams() {
		UdpOptions.Builder options = UdpOptions.builder();
		DatagramOptions datagrams = new DatagramOptions(this.values, options);
		datagrams.apply(this.properties);
		datagrams.applyPerPeer("-per-peer", this.properties.getMaxReassembliesPerPeer(),
				this.properties.getMaxRememberedPerPeer());
		return options.build();
	}

	private <T> void apply(String name, T value, Consumer<T> target) {
		this.values.apply("udp." + name, value, target);
	}

}
