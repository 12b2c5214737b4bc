package io.vstp.demo.transfer;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * A message of generated content on its way, or at its end.
 *
 * @param id counts them
 * @param size its length in bytes
 * @param state {@code running}, {@code intact}, {@code damaged}, {@code cancelled} or
 * {@code failed}
 * @param sent how many bytes of it were sent, each counted once; about, while it runs
 * @param datagrams how many datagrams that took
 * @param sentAgain how many of them were sent because others got lost
 * @param millis how long it took, or takes already
 * @param expected the SHA-256 of what was generated
 * @param received the SHA-256 that the server has answered, or {@code null} as long as it
 * has not
 * @param message what went wrong, or {@code null}
 */
@JsonInclude(Include.NON_NULL)
record Transfer(int id, long size, String state, long sent, long datagrams, long sentAgain, long millis,
		String expected, @Nullable String received, @Nullable String message) {

	/**
	 * How much of the payload is in a datagram of 1,200 bytes, beside the headers of a
	 * request.
	 */
	static final int PAYLOAD_OF_DATAGRAM = 1_076;

	static Transfer begun(int id, long size, String expected) {
		return new Transfer(id, size, "running", 0, 0, 0, 0, expected, null, null);
	}

	Transfer progress(long datagrams, long again, Duration elapsed) {
		// the last percent is there when the answer is
		long bytes = Math.min((datagrams - again) * PAYLOAD_OF_DATAGRAM, this.size / 100 * 99);
		return new Transfer(this.id, this.size, this.state, Math.max(bytes, this.sent), datagrams, again,
				elapsed.toMillis(), this.expected, null, null);
	}

	Transfer answered(String sha256) {
		String end = sha256.equals(this.expected) ? "intact" : "damaged";
		return new Transfer(this.id, this.size, end, this.size, this.datagrams, this.sentAgain, this.millis,
				this.expected, sha256, null);
	}

	Transfer ended(String how, @Nullable String why) {
		return new Transfer(this.id, this.size, how, this.sent, this.datagrams, this.sentAgain, this.millis,
				this.expected, null, why);
	}

	boolean isRunning() {
		return this.state.equals("running");
	}

}
