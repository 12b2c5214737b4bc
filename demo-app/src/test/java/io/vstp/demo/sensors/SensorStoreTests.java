package io.vstp.demo.sensors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SensorStore}.
 */
class SensorStoreTests {

	private final SensorStore store = new SensorStore(new SensorsProperties(3, DataSize.ofKilobytes(1)));

	@Test
	void shouldCountReadingsAndKeepLastWhenSensorReports() {
		this.store.add("t", reading(1));
		this.store.add("t", reading(2));
		assertThat(this.store.find("t")).contains(new Sensor("t", 2, reading(2)));
	}

	@Test
	void shouldFindNothingWhenSensorIsUnknown() {
		assertThat(this.store.find("t")).isEmpty();
	}

	@Test
	void shouldListByIdWhenThereAreSeveral() {
		this.store.add("b", reading(1));
		this.store.add("a", reading(1));
		assertThat(this.store.all()).extracting(Sensor::id).containsExactly("a", "b");
	}

	@Test
	void shouldForgetTheOneSilentForLongestWhenThereAreTooMany() {
		this.store.add("a", reading(1));
		this.store.add("b", reading(1));
		this.store.add("c", reading(1));
		this.store.add("a", reading(2));
		this.store.add("d", reading(1));
		assertThat(this.store.all()).extracting(Sensor::id).containsExactly("a", "c", "d");
		assertThat(this.store.figures()).containsEntry("known", 3).containsEntry("readings", 5L);
	}

	private static ObjectNode reading(int value) {
		return JsonNodeFactory.instance.objectNode().put("value", value);
	}

}
