package io.vstp.demo.sensors;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vstp.demo.summary.Figures;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * The last reading of each sensor, in memory. Where there are too many sensors, the one
 * that nobody has heard of for the longest is forgotten.
 */
@Component
class SensorStore implements Figures {

	private final Map<String, Sensor> sensors = new LinkedHashMap<>();

	private final int maxSensors;

	private long readings;

	SensorStore(SensorsProperties properties) {
		this.maxSensors = properties.maxSensors();
	}

	synchronized void add(String id, ObjectNode reading) {
		this.readings++;
		Sensor known = this.sensors.remove(id);
		// put at the end, so that the first is the one to forget
		this.sensors.put(id, (known != null) ? known.next(reading) : new Sensor(id, 1, reading));
		if (this.sensors.size() > this.maxSensors) {
			this.sensors.remove(this.sensors.keySet().iterator().next());
		}
	}

	synchronized Optional<Sensor> find(String id) {
		return Optional.ofNullable(this.sensors.get(id));
	}

	List<Sensor> all() {
		List<Sensor> all;
		synchronized (this) {
			all = List.copyOf(this.sensors.values());
		}
		return all.stream().sorted(Comparator.comparing(Sensor::id)).toList();
	}

	/**
	 * Returns the sensors that were heard of last.
	 * @param max how many at the most
	 * @return the sensors by their names
	 */
	List<Sensor> latest(int max) {
		List<Sensor> latest;
		synchronized (this) {
			latest = this.sensors.values().stream().skip(Math.max(0, this.sensors.size() - max)).toList();
		}
		return latest.stream().sorted(Comparator.comparing(Sensor::id)).toList();
	}

	@Override
	public String topic() {
		return "sensors";
	}

	@Override
	public synchronized Map<String, Number> figures() {
		return Map.of("known", this.sensors.size(), "readings", this.readings);
	}

}
