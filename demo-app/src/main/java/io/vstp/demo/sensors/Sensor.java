package io.vstp.demo.sensors;

import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a sensor.
 *
 * @param id its name
 * @param readings how many it has sent
 * @param last the last one, with all that it said
 */
record Sensor(String id, long readings, ObjectNode last) {

	Sensor next(ObjectNode reading) {
		return new Sensor(this.id, this.readings + 1, reading);
	}

}
