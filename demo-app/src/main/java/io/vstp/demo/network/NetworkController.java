package io.vstp.demo.network;

import io.vstp.demo.web.Inputs;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spoils the network by HTTP.
 */
@RestController
class NetworkController {

	private static final int MAX_LOSS_PERCENT = 90;

	private static final int MAX_DELAY_MILLIS = 2_000;

	private final Network network;

	NetworkController(Network network) {
		this.network = network;
	}

	@GetMapping("/api/network")
	NetworkSettings settings() {
		return this.network.settings();
	}

	@PutMapping("/api/network")
	synchronized NetworkSettings change(@RequestBody Change change) {
		this.network.apply(change.apply(this.network.settings()));
		return this.network.settings();
	}

	/**
	 * What to change; what is {@code null} stays as it is.
	 *
	 * @param lossPercent which part of the datagrams gets lost in each direction
	 * @param delayMillis how long everything takes in each direction
	 * @param udpCut whether UDP is cut off
	 * @param tcpCut whether TCP is cut off
	 */
	record Change(@Nullable Double lossPercent, @Nullable Integer delayMillis, @Nullable Boolean udpCut,
			@Nullable Boolean tcpCut) {

		NetworkSettings apply(NetworkSettings present) {
			double percent = (this.lossPercent != null)
					? Inputs.inRange("lossPercent", this.lossPercent, 0, MAX_LOSS_PERCENT) : 100 * present.loss();
			int delay = (this.delayMillis != null)
					? (int) Inputs.inRange("delayMillis", this.delayMillis, 0, MAX_DELAY_MILLIS)
					: present.delayMillis();
			return new NetworkSettings(percent / 100, delay, (this.udpCut != null) ? this.udpCut : present.udpCut(),
					(this.tcpCut != null) ? this.tcpCut : present.tcpCut());
		}

	}

}
