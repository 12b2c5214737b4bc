package io.vstp.spring.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Service;

/**
 * Keeps readings.
 */
@Service
class Readings {

	private final Map<String, Reading> latest = new ConcurrentHashMap<>();

	void save(String sensor, Reading reading) {
		this.latest.put(sensor, reading);
	}

	Reading latest(String sensor) {
		return this.latest.get(sensor);
	}

}
