package io.vstp.demo.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

/**
 * Sensors whose temperature goes up and down. Each reading has to be acknowledged, the
 * first one answered.
 */
class SensorTraffic implements Traffic {

	private final VstpTemplate template;

	private final Calls calls;

	private final String destination;

	private final Duration interval;

	private final InstantSource clock;

	private final int first;

	private final double[] temperatures;

	private volatile int rounds;

	/**
	 * Creates sensors.
	 * @param template makes the calls
	 * @param calls counts them
	 * @param destination where to
	 * @param interval how often each sends a reading
	 * @param clock tells the time of readings
	 * @param first the number of the first sensor
	 * @param count how many there are
	 */
	SensorTraffic(VstpTemplate template, Calls calls, String destination, Duration interval, InstantSource clock,
			int first, int count) {
		this.template = template;
		this.calls = calls;
		this.destination = destination;
		this.interval = interval;
		this.clock = clock;
		this.first = first;
		this.temperatures = new double[count];
		Arrays.fill(this.temperatures, 20);
	}

	@Override
	public String name() {
		return "sensors by " + this.destination;
	}

	@Override
	public Duration interval() {
		return this.interval;
	}

	/**
	 * Says whether a sensor can be asked for.
	 * @param number its number, from 0
	 * @return whether it is one of these, and the server has its first reading
	 */
	boolean hasSent(int number) {
		return number >= this.first && number < this.first + this.temperatures.length && this.rounds > 0;
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate") // one thread plays
	public void play() {
		for (int sensor = 0; sensor < this.temperatures.length; sensor++) {
			String id = id(this.first + sensor);
			VstpCall call = this.template.to(this.destination).header("sensor-id", id).payload(read(id, sensor));
			if (this.rounds == 0) {
				// What is acknowledged need not have been handled yet, what is answered
				// has.
				this.calls.to(this.destination).exchange(call, byte[].class);
			}
			else {
				this.calls.to(this.destination).sendWithAck(call);
			}
		}
		this.rounds++;
	}

	private Reading read(String id, int sensor) {
		double change = ThreadLocalRandom.current().nextDouble(-0.2, 0.2);
		this.temperatures[sensor] = Math.round(10 * (this.temperatures[sensor] + change)) / 10.0;
		return new Reading(id, this.temperatures[sensor], "C", this.clock.instant());
	}

	/**
	 * Returns what a sensor is called.
	 * @param number its number, from 0
	 * @return its name
	 */
	static String id(int number) {
		return "temp-%03d".formatted(number + 1);
	}

	record Reading(String sensor, double value, String unit, Instant timestamp) {

	}

}
