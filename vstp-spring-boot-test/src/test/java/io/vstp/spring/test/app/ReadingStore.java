package io.vstp.spring.test.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Service;

/**
 * What handlers work with.
 */
@Service
public class ReadingStore {

	private final Map<String, Reading> readings = new ConcurrentHashMap<>();

	public void save(String sensor, Reading reading) {
		this.readings.put(sensor, reading);
	}

	public Reading latest(String sensor) {
		return this.readings.get(sensor);
	}

}
