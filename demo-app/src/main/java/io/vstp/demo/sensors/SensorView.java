package io.vstp.demo.sensors;

import java.util.List;

import io.vstp.demo.live.LiveView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * The latest values of some sensors.
 */
@Component
class SensorView implements LiveView {

	private static final int MAX_SENSORS = 24;

	private static final int MAX_TEXT = 64;

	private final SensorStore store;

	SensorView(SensorStore store) {
		this.store = store;
	}

	@Override
	public String name() {
		return "sensors";
	}

	@Override
	public List<Value> view() {
		return this.store.latest(MAX_SENSORS).stream().map(Value::of).toList();
	}

	/**
	 * The latest value of a sensor.
	 *
	 * @param id its name
	 * @param readings how many it has sent
	 * @param value what its last reading has as value, or {@code null}
	 * @param unit what it has as unit, or {@code null}
	 */
	record Value(String id, long readings, @Nullable String value, @Nullable String unit) {

		static Value of(Sensor sensor) {
			return new Value(shorten(sensor.id()), sensor.readings(), text(sensor.last().get("value")),
					text(sensor.last().get("unit")));
		}

		private static @Nullable String text(@Nullable JsonNode node) {
			return (node != null) ? shorten(node.isString() ? node.stringValue() : node.toString()) : null;
		}

		private static String shorten(String text) {
			return (text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT) : text;
		}

	}

}
