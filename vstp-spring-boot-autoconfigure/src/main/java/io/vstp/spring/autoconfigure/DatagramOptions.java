package io.vstp.spring.autoconfigure;

import java.util.function.Consumer;

import io.vstp.transport.UdpOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * From {@link VstpUdpProperties} to {@link UdpOptions}.
 */
final class DatagramOptions {

	private final PropertyValues values;

	private final UdpOptions.Builder options;

	/**
	 * Creates this for the properties {@code udp.*} below a name.
	 * @param values tells which property it was when something is wrong
	 * @param options takes the values
	 */
	DatagramOptions(PropertyValues values, UdpOptions.Builder options) {
		this.values = values;
		this.options = options;
	}

	/**
	 * Hands on what is set at either end.
	 * @param properties the properties
	 */
	void apply(VstpUdpProperties properties) {
		applySize("max-datagram-size", properties.getMaxDatagramSize(), this.options::maxDatagram);
		applySize("max-message-size", properties.getMaxMessageSize(), this.options::maxMessage);
		apply("max-fragments", properties.getMaxFragments(), this.options::maxFragments);
		apply("max-retries", properties.getMaxRetries(), this.options::maxRetries);
		apply("retry-delay", properties.getRetryDelay(), this.options::retryDelay);
		apply("max-retry-delay", properties.getMaxRetryDelay(), this.options::maxRetryDelay);
		apply("ack-timeout", properties.getAckTimeout(), this.options::ackTimeout);
		apply("jitter", properties.getJitter(), this.options::jitter);
		apply("use-crc", properties.getUseCrc(), this.options::useCrc);
		apply("allow-frag", properties.getAllowFrag(), this.options::allowFragments);
		apply("max-unacknowledged", properties.getMaxUnacknowledged(), this.options::maxUnacknowledged);
		apply("stall-timeout", properties.getStallTimeout(), this.options::stallTimeout);
		apply("reassembly-timeout", properties.getReassemblyTimeout(), this.options::reassemblyTimeout);
		apply("dedup-window", properties.getDedupWindow(), this.options::dedupWindow);
		applySize("socket-buffer-size", properties.getSocketBufferSize(), this.options::socketBuffer);
	}

	/**
	 * Hands on how many messages of one peer are kept in mind.
	 * @param suffix what the names of the properties end with
	 * @param reassemblies how many may be unfinished
	 * @param remembered how many are known again
	 */
	void applyPerPeer(String suffix, @Nullable Integer reassemblies, @Nullable Integer remembered) {
		apply("max-reassemblies" + suffix, reassemblies, this.options::maxReassemblies);
		apply("max-remembered" + suffix, remembered, this.options::maxRemembered);
	}

	private void applySize(String name, @Nullable DataSize size, Consumer<Integer> target) {
		apply(name, size, (value) -> target.accept(PropertyValues.toInt(value)));
	}

	private <T> void apply(String name, @Nullable T value, Consumer<T> target) {
		this.values.apply("udp." + name, value, target);
	}

}
