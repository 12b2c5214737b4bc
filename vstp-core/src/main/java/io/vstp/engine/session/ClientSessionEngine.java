package io.vstp.engine.session;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a session (docs/protocol.md, "HELLO and WELCOME", "Request and
 * reply").
 */
public final class ClientSessionEngine extends SessionEngine {

	private final OpenCalls calls;

	private final boolean saysHello;

	private final boolean welcomeRequired;

	private boolean ready;

	private boolean repeatsIds;

	private boolean heardOf;

	private long helloAt;

	/**
	 * Creates an engine.
	 * @param settings what it has to know
	 * @param effects does what it says
	 * @param calls where answers belong
	 * @param saysHello whether to say HELLO
	 * @param welcomeRequired whether WELCOME must come
	 */
	public ClientSessionEngine(SessionSettings settings, SessionEffects effects, OpenCalls calls, boolean saysHello,
			boolean welcomeRequired) {
		super(settings, effects);
		this.calls = calls;
		this.saysHello = saysHello;
		this.welcomeRequired = welcomeRequired;
	}

	@Override
	public void opened(long now) {
		super.opened(now);
		if (this.saysHello) {
			sayHello(now);
		}
		else {
			becomeReady();
		}
	}

	private void sayHello(long now) {
		this.helloAt = now;
		effects().send(Frame.of(FrameType.HELLO,
				settings().hello()
					.toBuilder()
					.set(HeaderNames.VSTP_CAPS, settings().capabilities())
					.set(HeaderNames.MAX_FRAME, Integer.toString(settings().maxFrameLength()))
					.build()));
	}

	/**
	 * The peer is known to repeat the ids of what it answers, although it has not
	 * greeted.
	 */
	public void peerRepeatsIds() {
		this.repeatsIds = true;
	}

	private boolean knowsByOrder() {
		return !isGreeted() && !this.repeatsIds;
	}

	@Override
	protected boolean greet(Frame frame, long now) {
		this.heardOf = true;
		if (frame.type() == FrameType.WELCOME && this.saysHello) {
			greeted(frame.headers());
			frame.release();
			becomeReady();
			return true;
		}
		if (this.ready) {
			return false;
		}
		boolean refused = frame.type() == FrameType.ERR && isRefusal(frame.header(HeaderNames.CODE));
		if (refused) {
			effects().refused(frame.headers());
		}
		frame.release();
		if (this.welcomeRequired || refused) {
			abort(CloseReason.HANDSHAKE_FAILED);
		}
		else {
			becomeReady();
		}
		return true;
	}

	// Anything else may be how a part-1 peer answers a HELLO that it does not know.
	private static boolean isRefusal(@Nullable String code) {
		ErrorCode known = ErrorCode.ofCode(code);
		return known == ErrorCode.UNAUTHORIZED || known == ErrorCode.OVERLOADED || known == ErrorCode.SHUTTING_DOWN;
	}

	@Override
	protected void tickGreeting(long now) {
		if (this.saysHello && now - this.helloAt >= helloInterval()) {
			sayHello(now);
		}
		if (!this.ready && now - openedAt() >= settings().handshakeTimeout()) {
			if (this.welcomeRequired) {
				abort(CloseReason.HANDSHAKE_FAILED);
			}
			else {
				becomeReady();
			}
		}
	}

	// Where a connection does not tell that the server was started anew, or at last,
	// HELLO
	// is said again from time to time: without it nothing would be pushed. A part-1
	// server
	// would answer it like a request, so not to one, nor while a call waits.
	private long helloInterval() {
		if (settings().helloInterval() == 0) {
			return Long.MAX_VALUE;
		}
		if (!this.ready) {
			return settings().helloInterval();
		}
		boolean again = isGreeted() || this.repeatsIds || (!this.heardOf && !hasOpenCalls());
		return (again && settings().keepAlive() > 0) ? settings().keepAlive() : Long.MAX_VALUE;
	}

	private void becomeReady() {
		if (!this.ready) {
			this.ready = true;
			effects().ready();
		}
	}

	@Override
	protected void dispatch(Frame frame, long now) {
		Headers headers = frame.headers();
		switch (frame.type()) {
			case DATA -> {
				if (!isReply(frame)) {
					push(frame, now);
				}
			}
			case ACK -> {
				if (knowsByOrder() || headers.contains(HeaderNames.MSG_ID)) {
					this.calls.acknowledged(headers.get(HeaderNames.MSG_ID));
				}
				effects().answered(FrameType.ACK, headers);
				frame.release();
			}
			case ERR -> {
				ErrorCode code = ErrorCode.ofCode(headers.get(HeaderNames.CODE));
				effects().errorReceived(code);
				if (mayFailCall(headers, code)) {
					this.calls.failed(headers);
				}
				effects().answered(FrameType.ERR, headers);
				frame.release();
			}
			default -> frame.release();
		}
	}

	// A greeted server repeats the ids: an ERR without them answers a frame that has none
	// either, and no call. Where it cannot read on, it has answered all before what it
	// could not read, which is then the oldest call.
	private boolean mayFailCall(Headers headers, @Nullable ErrorCode code) {
		return knowsByOrder() || headers.contains(HeaderNames.CORRELATION_ID) || headers.contains(HeaderNames.MSG_ID)
				|| code == ErrorCode.MALFORMED || code == ErrorCode.UNSUPPORTED_VERSION || code == ErrorCode.TOO_LARGE;
	}

	private boolean isReply(Frame frame) {
		// A greeted server repeats the correlation-id; what has none was not asked for.
		boolean mayAnswer = knowsByOrder() || frame.headers().contains(HeaderNames.CORRELATION_ID);
		return mayAnswer && this.calls.reply(frame);
	}

	@Override
	protected void late(Frame frame) {
		if (frame.type() != FrameType.DATA) {
			dispatch(frame, 0);
		}
		else if (!isReply(frame)) {
			frame.release();
		}
	}

	private void push(Frame frame, long now) {
		// A reply that nobody waits for any more is no push.
		boolean tooLate = !knowsByOrder() && frame.headers().contains(HeaderNames.CORRELATION_ID);
		if (tooLate || refuses(now)) {
			frame.release();
		}
		else {
			deliver(frame);
		}
	}

	@Override
	protected boolean hasOpenCalls() {
		return !this.calls.isEmpty();
	}

	@Override
	protected long grace() {
		return 0;
	}

}
