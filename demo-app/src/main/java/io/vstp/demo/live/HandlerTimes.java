package io.vstp.demo.live;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * How often handlers were called, and how long they took.
 */
@Component
class HandlerTimes implements LiveView {

	private final MeterRegistry registry;

	HandlerTimes(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public String name() {
		return "handlers";
	}

	@Override
	public Map<String, Times> view() {
		Map<String, Times> times = new TreeMap<>();
		for (Timer timer : this.registry.find("vstp.handler").timers()) {
			String handler = timer.getId().getTag("handler");
			if (handler != null) {
				times.merge(handler, Times.of(timer), Times::plus);
			}
		}
		return times;
	}

	/**
	 * The calls of a handler.
	 *
	 * @param calls how many since the start
	 * @param errors how many of them ended with an ERR
	 * @param totalMillis how long they took together
	 * @param maxMillis how long the longest of the last minutes took
	 */
	record Times(long calls, long errors, double totalMillis, double maxMillis) {

		static Times of(Timer timer) {
			long calls = timer.count();
			return new Times(calls, "none".equals(timer.getId().getTag("error")) ? 0 : calls,
					timer.totalTime(TimeUnit.MILLISECONDS), timer.max(TimeUnit.MILLISECONDS));
		}

		Times plus(Times other) {
			return new Times(this.calls + other.calls, this.errors + other.errors, this.totalMillis + other.totalMillis,
					Math.max(this.maxMillis, other.maxMillis));
		}

	}

}
