package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client that wait for an answer over one connection, in the order in
 * which they were sent (docs/protocol.md, "Request and reply", "Acknowledgement"). Safe
 * for use by several threads.
 */
public final class OpenCalls {

	private final Map<String, Call> requests = new LinkedHashMap<>();

	private final Map<String, Call> acknowledgements = new LinkedHashMap<>();

	/**
	 * Adds a request.
	 * @param correlationId its {@code correlation-id}
	 * @param call the call
	 * @return {@code false} if a request with that {@code correlation-id} is open already
	 */
	public synchronized boolean addRequest(String correlationId, Call call) {
		return this.requests.putIfAbsent(correlationId, call) == null;
	}

	/**
	 * Adds a frame that waits for its ACK.
	 * @param msgId its {@code msg-id}
	 * @param call the call
	 * @return {@code false} if a frame with that {@code msg-id} is open already
	 */
	public synchronized boolean addAcknowledgement(String msgId, Call call) {
		return this.acknowledgements.putIfAbsent(msgId, call) == null;
	}

	/**
	 * Takes a call back.
	 * @param id its {@code correlation-id} or {@code msg-id}
	 * @param call the call
	 * @return whether it was open
	 */
	public synchronized boolean remove(String id, Call call) {
		return this.requests.remove(id, call) || this.acknowledgements.remove(id, call);
	}

	/**
	 * A DATA frame came in.
	 * @param frame the frame; taken over if it answers a request
	 * @return whether it does
	 */
	public boolean reply(Frame frame) {
		Call call = take(this.requests, frame.header(HeaderNames.CORRELATION_ID));
		if (call == null) {
			return false;
		}
		call.replied(frame);
		return true;
	}

	/**
	 * An ACK came in.
	 * @param msgId its {@code msg-id}, or {@code null} if it has none: then it belongs to
	 * the oldest frame that waits for one
	 */
	public void acknowledged(@Nullable String msgId) {
		Call call = take(this.acknowledgements, msgId);
		if (call != null) {
			call.acknowledged();
		}
	}

	/**
	 * An ERR came in. It answers what its {@code correlation-id} or {@code msg-id} says;
	 * without either, from a part-1 peer, the oldest request.
	 * @param headers its headers
	 */
	public void failed(Headers headers) {
		String correlationId = headers.get(HeaderNames.CORRELATION_ID);
		String msgId = headers.get(HeaderNames.MSG_ID);
		Call call = (correlationId != null || msgId == null) ? take(this.requests, correlationId) : null;
		if (call == null && (msgId != null || correlationId == null)) {
			call = take(this.acknowledgements, msgId);
		}
		if (call != null) {
			call.failed(headers);
		}
	}

	/**
	 * The connection has ended: takes all calls.
	 * @return the calls that were open
	 */
	public synchronized List<Call> takeAll() {
		List<Call> all = new ArrayList<>(this.requests.values());
		all.addAll(this.acknowledgements.values());
		this.requests.clear();
		this.acknowledgements.clear();
		return all;
	}

	/**
	 * Says whether no call is open.
	 * @return whether none is
	 */
	public synchronized boolean isEmpty() {
		return this.requests.isEmpty() && this.acknowledgements.isEmpty();
	}

	private synchronized @Nullable Call take(Map<String, Call> calls, @Nullable String id) {
		if (id != null) {
			return calls.remove(id);
		}
		Iterator<Call> oldest = calls.values().iterator();
		if (!oldest.hasNext()) {
			return null;
		}
		Call call = oldest.next();
		oldest.remove();
		return call;
	}

	/**
	 * A call that waits for an answer. Each of the methods ends it.
	 */
	public interface Call {

		/**
		 * The reply is there.
		 * @param frame the reply; taken over
		 */
		void replied(Frame frame);

		/**
		 * The ACK is there.
		 */
		void acknowledged();

		/**
		 * The peer answered ERR.
		 * @param error the headers of its ERR
		 */
		void failed(Headers error);

		/**
		 * The connection has ended.
		 * @param reason why, for people
		 */
		void lost(String reason);

	}

}
