package io.vstp.demo.summary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.vstp.demo.live.LiveView;

import org.springframework.stereotype.Component;

/**
 * The figures of all parts.
 */
@Component
class Summary implements LiveView {

	private final List<Figures> parts;

	Summary(List<Figures> parts) {
		this.parts = parts;
	}

	Map<String, Map<String, ?>> byTopic() {
		Map<String, Map<String, ?>> topics = new TreeMap<>();
		this.parts.forEach((part) -> topics.put(part.topic(), new TreeMap<>(part.figures())));
		return topics;
	}

	@Override
	public String name() {
		return "summary";
	}

	@Override
	public Map<String, Map<String, ?>> view() {
		return byTopic();
	}

	/**
	 * Returns the figures on one line.
	 */
	@Override
	public String toString() {
		return byTopic().entrySet()
			.stream()
			.map((topic) -> topic.getKey() + " " + topic.getValue())
			.collect(Collectors.joining(" "));
	}

}
