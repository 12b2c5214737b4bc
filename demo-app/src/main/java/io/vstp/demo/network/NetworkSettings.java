package io.vstp.demo.network;

import java.util.ArrayList;
import java.util.List;

/**
 * How bad the network is.
 *
 * @param loss which part of the datagrams gets lost in each direction, 0 to 1
 * @param delayMillis how long everything takes in each direction
 * @param udpCut whether all datagrams get lost
 * @param tcpCut whether connections are reset, and none can be made
 */
record NetworkSettings(double loss, int delayMillis, boolean udpCut, boolean tcpCut) {

	static final NetworkSettings PERFECT = new NetworkSettings(0, 0, false, false);

	/**
	 * Says what has changed.
	 * @param former how it was before
	 * @return a sentence
	 */
	String changeFrom(NetworkSettings former) {
		if (equals(PERFECT)) {
			return "The network is perfect again";
		}
		List<String> changes = new ArrayList<>();
		if (this.loss != former.loss) {
			changes.add("Loss is %.0f %%".formatted(100 * this.loss));
		}
		if (this.delayMillis != former.delayMillis) {
			changes.add("Delay is %d ms each way".formatted(this.delayMillis));
		}
		if (this.udpCut != former.udpCut) {
			changes.add(this.udpCut ? "UDP is cut off" : "UDP is back");
		}
		if (this.tcpCut != former.tcpCut) {
			changes.add(this.tcpCut ? "TCP is cut off" : "TCP is back");
		}
		return String.join("; ", changes);
	}

}
