package io.vstp.demo.sensors;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the sensors over HTTP.
 */
@RestController
class SensorController {

	private final SensorStore store;

	SensorController(SensorStore store) {
		this.store = store;
	}

	@GetMapping("/api/sensors")
	List<Sensor> sensors() {
		return this.store.all();
	}

}
