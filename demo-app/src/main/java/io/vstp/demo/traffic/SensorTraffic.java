package io.vstp.demo.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

/**
 * Sensors whose temperature goes up and down. Each reading has to be acknowledged. Then
 * some ask for the last one of a sensor.
 */
class SensorTraffic implements Traffic {

	private final VstpTemplate template;

	private final Calls calls;

	private final TrafficProperties.Sensors properties;

	private final InstantSource clock;

	private final double[] temperatures;

	private int round;

	SensorTraffic(VstpTemplate template, Calls calls, TrafficProperties.Sensors properties, InstantSource clock) {
		this.template = template;
		this.calls = calls;
		this.properties = properties;
		this.clock = clock;
		this.temperatures = new double[properties.count()];
		Arrays.fill(this.temperatures, 20);
	}

	@Override
	public String name() {
		return "sensors";
	}

	@Override
	public Duration interval() {
		return this.properties.interval();
	}

	@Override
	public void play() {
		this.round++;
		for (int sensor = 0; sensor < this.temperatures.length; sensor++) {
			String destination = this.properties.destination();
			this.calls.to(destination).sendWithAck(to(destination, sensor).payload(read(sensor)));
		}
		if (this.round > 1) {
			askFor(this.round % this.temperatures.length);
		}
	}

	// Not in the first round: what is acknowledged need not have been handled yet.
	private void askFor(int sensor) {
		for (String reader : this.properties.readers()) {
			this.calls.to(reader).exchange(to(reader, sensor).header("op", "latest"), Reading.class);
		}
	}

	private VstpCall to(String destination, int sensor) {
		return this.template.to(destination).header("sensor-id", id(sensor));
	}

	private Reading read(int sensor) {
		double change = ThreadLocalRandom.current().nextDouble(-0.2, 0.2);
		this.temperatures[sensor] = Math.round(10 * (this.temperatures[sensor] + change)) / 10.0;
		return new Reading(id(sensor), this.temperatures[sensor], "C", this.clock.instant());
	}

	private static String id(int sensor) {
		return "temp-%03d".formatted(sensor + 1);
	}

	record Reading(String sensor, double value, String unit, Instant timestamp) {

	}

}
