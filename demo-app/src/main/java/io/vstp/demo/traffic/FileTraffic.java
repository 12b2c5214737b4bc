package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

/**
 * Files that are sent again and again with new content, every other of them in chunks.
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
		int number = this.round++ % this.properties.count() + 1;
		byte[] content = new byte[Math.toIntExact(this.properties.size().toBytes())];
		ThreadLocalRandom.current().nextBytes(content);
		Receipt receipt = (number % 2 == 0) ? sendInChunks(number, content) : send(number, content);
		if (!receipt.complete() || receipt.size() != content.length) {
			throw new IllegalStateException("Of %d bytes %d have arrived".formatted(content.length, receipt.size()));
		}
	}

	private Receipt send(int number, byte[] content) {
		return this.calls.exchange(to(number).payload(content), Receipt.class);
	}

	private Receipt sendInChunks(int number, byte[] content) {
		int chunkSize = Math.toIntExact(this.properties.chunkSize().toBytes());
		int total = (content.length + chunkSize - 1) / chunkSize;
		Receipt receipt = new Receipt(0, false);
		for (int chunk = 1; chunk <= total; chunk++) {
			int end = Math.min(chunk * chunkSize, content.length);
			receipt = this.calls.exchange(to(number).header("chunk-number", chunk)
				.header("total-chunks", total)
				.payload(Arrays.copyOfRange(content, (chunk - 1) * chunkSize, end)), Receipt.class);
		}
		return receipt;
	}

	private VstpCall to(int number) {
		return this.template.to(this.properties.destination())
			.header("file-id", "traffic-" + number)
			.header("file-name", "traffic-%d.bin".formatted(number));
	}

	@JsonIgnoreProperties(ignoreUnknown = true)
	record Receipt(long size, boolean complete) {

	}

}
