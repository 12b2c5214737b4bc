package io.vstp.transport.udp;

import java.util.ArrayDeque;
import java.util.Queue;

import io.vstp.engine.reliability.MessageSender;
import io.vstp.engine.reliability.Outbound;
import io.vstp.engine.reliability.SendFailure;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.observe.Side;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * How the two ends make sure that the client is where its datagrams say
 * (docs/protocol.md, "Address validation"): the server sends a token along, the client
 * returns it. For the event loop.
 */
final class Validation {

	private static final long CHALLENGE_INTERVAL = 200_000_000L;

	private final UdpSession session;

	private final MessageSender sender;

	private final Queue<Held> waiting = new ArrayDeque<>();

	private long waitingBytes;

	private @Nullable Answer answer;

	private volatile boolean shown;

	private long challengedAt;

	private boolean challenged;

	Validation(UdpSession session, MessageSender sender) {
		this.session = session;
		this.sender = sender;
	}

	/**
	 * Looks at the headers of what came in.
	 * @param headers the headers
	 * @param now the time
	 */
	void received(Headers headers, long now) {
		String token = headers.get(HeaderNames.ADDR_TOKEN);
		if (token == null) {
			return;
		}
		if (this.session.sessionConfig().side() == Side.CLIENT) {
			answer(token, now);
		}
		else if (!this.session.isValidated()
				&& this.session.port().tokens().isValid(token, this.session.remoteAddress(), now)) {
			this.session.validated();
		}
	}

	private void answer(String token, long now) {
		Answer pending = this.answer;
		if (pending == null || pending.done) {
			Answer next = new Answer();
			this.answer = next;
			Headers headers = Headers.of(HeaderNames.MSG_ID, this.session.port().uniqueId(), HeaderNames.VX, "1",
					HeaderNames.ADDR_TOKEN, token);
			this.sender.send(Frame.of(FrameType.PING, headers).withFlags(FrameFlags.REQ_ACK), next, now);
		}
	}

	/**
	 * The server has greeted. Where it still wants to know whether this client's address
	 * is its own, it sends a token along.
	 * @param welcome the headers of its WELCOME
	 */
	void greeted(Headers welcome) {
		if (!welcome.contains(HeaderNames.ADDR_TOKEN)) {
			this.shown = true;
		}
	}

	/**
	 * Says whether a server knows that this client's address is its own, as far as can be
	 * told.
	 * @return whether it does; on any thread
	 */
	boolean isShown() {
		return this.shown;
	}

	/**
	 * Adds what says that this end knows the extensions, and the token to what goes to a
	 * peer that has not returned one, and knows what to do with it.
	 * @param frame what is to be sent
	 * @param now the time
	 * @return a frame in its place
	 */
	Frame stamp(Frame frame, long now) {
		boolean welcome = frame.type() == FrameType.WELCOME;
		if (!this.session.isExtended() || (!welcome && frame.type() != FrameType.ACK)) {
			return frame;
		}
		Frame marked = welcome ? frame.withHeader(HeaderNames.VX, "1") : frame;
		return this.session.isValidated() ? marked : marked.withHeader(HeaderNames.ADDR_TOKEN, token(now));
	}

	private String token(long now) {
		return this.session.port().tokens().issue(this.session.remoteAddress(), now);
	}

	/**
	 * Asks a peer for which more waits than it may get to show that it is there.
	 * @param now the time
	 */
	void challengeIfStuck(long now) {
		if (!this.sender.isIdle() || !this.waiting.isEmpty()) {
			challenge(now);
		}
	}

	/**
	 * Asks a peer to show that it is there, if that makes sense.
	 * @param now the time
	 */
	void challenge(long now) {
		if (this.session.isValidated() || !this.session.isExtended()
				|| (this.challenged && now - this.challengedAt < CHALLENGE_INTERVAL)) {
			return;
		}
		this.challenged = true;
		this.challengedAt = now;
		this.session.outlet().transmit(Frame.of(FrameType.ACK, Headers.of(HeaderNames.VX, "1")));
	}

	/**
	 * Keeps a frame until the peer is validated.
	 * @param frame the frame; taken over if this returns {@code true}
	 * @param submission is told what becomes of it, or {@code null}
	 * @return whether there is room
	 */
	boolean tryHold(Frame frame, @Nullable Submission submission) {
		UdpPort port = this.session.port();
		Held held = new Held(frame, submission);
		int weight = held.weight();
		// A peer that knows part 1 only never will be.
		if (this.session.isGone() || !this.session.isExtended()
				|| this.waitingBytes + weight > port.maxHeldBytesPerPeer() || !port.tryHold(weight)) {
			return false;
		}
		this.waiting.add(held);
		this.waitingBytes += weight;
		return true;
	}

	/**
	 * The peer is validated.
	 */
	void succeeded() {
		this.waitingBytes = 0;
		for (Held held = this.waiting.poll(); held != null; held = this.waiting.poll()) {
			this.session.port().letGo(held.weight());
			send(held);
		}
	}

	private void send(Held held) {
		try {
			this.session.write(held.frame(), held.submission(), false);
		}
		catch (FrameTooLargeException ex) {
			// The peer has said meanwhile that it takes less.
			Submission submission = held.submission();
			if (submission != null) {
				submission.failed(ex);
			}
		}
	}

	void close(String reason) {
		for (Held held = this.waiting.poll(); held != null; held = this.waiting.poll()) {
			this.session.port().letGo(held.weight());
			held.drop(reason);
		}
	}

	/**
	 * A frame that waits.
	 */
	private record Held(Frame frame, @Nullable Submission submission) {

		/** About what it takes besides its headers and payload. */
		private static final int OVERHEAD = 256;

		int weight() {
			return OVERHEAD + this.frame.headers().byteLength() + this.frame.payload().readableBytes();
		}

		void drop(String reason) {
			this.frame.release();
			if (this.submission != null) {
				this.submission.failed(new VstpConnectionException(reason));
			}
		}

	}

	/**
	 * The PING that returns a token.
	 */
	private final class Answer implements Outbound {

		private boolean done;

		@Override
		public void acknowledged() {
			this.done = true;
			Validation.this.shown = true;
		}

		@Override
		public void failed(SendFailure failure, String message) {
			this.done = true;
		}

	}

}
