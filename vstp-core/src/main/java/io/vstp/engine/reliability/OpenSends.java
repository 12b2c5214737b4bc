package io.vstp.engine.reliability;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * All messages that wait or are under way. Each ends here, once.
 */
final class OpenSends {

	private final Set<OpenSend> all = new LinkedHashSet<>();

	private final Map<String, OpenSend> byMsgId = new HashMap<>();

	private final TimerHeap timers = new TimerHeap();

	private long bytes;

	TimerHeap timers() {
		return this.timers;
	}

	long bytes() {
		return this.bytes;
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	@Nullable OpenSend find(@Nullable String msgId) {
		return this.byMsgId.get(msgId);
	}

	void add(OpenSend send) {
		this.all.add(send);
		this.bytes += send.length();
		if (send.msgId() != null) {
			this.byMsgId.put(send.msgId(), send);
		}
	}

	/**
	 * Ends a send without a word.
	 * @param send the send, which may have ended before
	 * @return whether it had not
	 */
	boolean end(OpenSend send) {
		if (send.hasEnded()) {
			return false;
		}
		this.all.remove(send);
		this.bytes -= send.length();
		if (send.msgId() != null) {
			this.byMsgId.remove(send.msgId());
		}
		this.timers.remove(send);
		send.end();
		return true;
	}

	void acknowledged(OpenSend send) {
		if (end(send)) {
			send.outbound().acknowledged();
		}
	}

	void failed(OpenSend send, SendFailure failure, String message) {
		if (end(send)) {
			send.outbound().failed(failure, message);
		}
	}

	void refused(OpenSend send, Headers error) {
		if (end(send)) {
			send.outbound().refused(error);
		}
	}

	/**
	 * Ends a send that nobody waits for any more.
	 * @param send the send
	 * @return whether it has ended
	 */
	boolean endIfUnwanted(OpenSend send) {
		if (!send.isWanted()) {
			end(send);
		}
		return send.hasEnded();
	}

	void failAll(SendFailure failure, String message) {
		for (OpenSend send : List.copyOf(this.all)) {
			failed(send, failure, message);
		}
	}

}
