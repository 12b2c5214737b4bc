package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

import org.springframework.util.unit.DataSize;

/**
 * Files that are sent again and again with new content, to one destination after the
 * other, every other of them in chunks; now and then a large one.
 */
class FileTraffic implements Traffic {

	private final VstpTemplate template;

	private final Calls calls;

	private final TrafficProperties.Files properties;

	private int round;

	FileTraffic(VstpTemplate template, Calls calls, TrafficProperties.Files properties) {
		this.template = template;
		this.calls = calls;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "files";
	}

	@Override
	public Duration interval() {
		return this.properties.interval();
	}

	@Override
	public void play() {
		int played = this.round++;
		List<String> destinations = this.properties.destinations();
		if (played % this.properties.largeEvery() == this.properties.largeEvery() - 1) {
			String destination = destinations.get(played / this.properties.largeEvery() % destinations.size());
			byte[] content = content(this.properties.largeSize());
			check(content, send(destination, "large-" + destination, content));
			return;
		}
		int number = played % this.properties.count();
		// two for each destination: one in a single message, one in chunks
		String destination = destinations.get(number / 2 % destinations.size());
		byte[] content = content(this.properties.size());
		String name = "traffic-" + (number + 1);
		check(content, (number % 2 == 0) ? send(destination, name, content) : sendInChunks(destination, name, content));
	}

	private static byte[] content(DataSize size) {
		byte[] content = new byte[Math.toIntExact(size.toBytes())];
		ThreadLocalRandom.current().nextBytes(content);
		return content;
	}

	private static void check(byte[] content, Receipt receipt) {
		if (!receipt.complete() || receipt.size() != content.length) {
			throw new IllegalStateException("Of %d bytes %d have arrived".formatted(content.length, receipt.size()));
		}
	}

	private Receipt send(String destination, String name, byte[] content) {
		return this.calls.to(destination).exchange(to(destination, name).payload(content), Receipt.class);
	}

	private Receipt sendInChunks(String destination, String name, byte[] content) {
		int chunkSize = Math.toIntExact(this.properties.chunkSize().toBytes());
		int total = (content.length + chunkSize - 1) / chunkSize;
		Receipt receipt = new Receipt(0, false);
		for (int chunk = 1; chunk <= total; chunk++) {
			int end = Math.min(chunk * chunkSize, content.length);
			VstpCall call = to(destination, name).header("chunk-number", chunk)
				.header("total-chunks", total)
				.payload(Arrays.copyOfRange(content, (chunk - 1) * chunkSize, end));
			receipt = this.calls.to(destination).exchange(call, Receipt.class);
		}
		return receipt;
	}

	private VstpCall to(String destination, String name) {
		return this.template.to(destination).header("file-id", name).header("file-name", name + ".bin");
	}

	@JsonIgnoreProperties(ignoreUnknown = true)
	record Receipt(long size, boolean complete) {

	}

}
