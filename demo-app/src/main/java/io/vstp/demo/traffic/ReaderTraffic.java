package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.function.IntPredicate;

import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

/**
 * Somebody who asks for the last reading of one sensor after the other.
 */
class ReaderTraffic implements Traffic {

	private final VstpTemplate template;

	private final Calls calls;

	private final String destination;

	private final TrafficProperties.Sensors properties;

	private final IntPredicate known;

	private int round;

	/**
	 * Creates a reader.
	 * @param template makes the calls
	 * @param calls counts them
	 * @param destination whom to ask
	 * @param properties say how many sensors there are, and how often to ask
	 * @param known says of a sensor, by its number, whether there is a reading of it
	 */
	ReaderTraffic(VstpTemplate template, Calls calls, String destination, TrafficProperties.Sensors properties,
			IntPredicate known) {
		this.template = template;
		this.calls = calls;
		this.destination = destination;
		this.properties = properties;
		this.known = known;
	}

	@Override
	public String name() {
		return "readers by " + this.destination;
	}

	@Override
	public Duration interval() {
		return this.properties.interval();
	}

	@Override
	public void play() {
		int sensor = this.round++ % this.properties.count();
		if (this.known.test(sensor)) {
			VstpCall call = this.template.to(this.destination)
				.header("sensor-id", SensorTraffic.id(sensor))
				.header("op", "latest");
			this.calls.to(this.destination).exchange(call, SensorTraffic.Reading.class);
		}
	}

}
