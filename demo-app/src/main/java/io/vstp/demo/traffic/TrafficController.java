package io.vstp.demo.traffic;

import java.util.Map;

import io.vstp.demo.live.EventLog;
import io.vstp.demo.live.LiveView;
import io.vstp.demo.web.Inputs;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts and stops the traffic generator.
 */
@RestController
class TrafficController implements LiveView {

	private final TrafficGenerator generator;

	private final EventLog events;

	TrafficController(TrafficGenerator generator, EventLog events) {
		this.generator = generator;
		this.events = events;
	}

	@GetMapping("/api/traffic")
	State state() {
		return new State(this.generator.isRunning());
	}

	@PutMapping("/api/traffic")
	synchronized State change(@RequestBody State wanted) {
		boolean run = Inputs.required("running", wanted.running());
		if (run != this.generator.isRunning()) {
			if (run) {
				this.generator.start();
			}
			else {
				this.generator.stop();
			}
			this.events.action(run ? "Traffic is started" : "Traffic is stopped");
		}
		return state();
	}

	@Override
	public String name() {
		return "traffic";
	}

	@Override
	public Map<String, Object> view() {
		return Map.of("running", this.generator.isRunning());
	}

	/**
	 * Whether there is traffic.
	 *
	 * @param running whether there is
	 */
	record State(@Nullable Boolean running) {

	}

}
