package io.vstp.engine.session;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;

/**
 * The server's end of a session (docs/protocol.md, "HELLO and WELCOME").
 */
public final class ServerSessionEngine extends SessionEngine {

	private final boolean answersHello;

	private final boolean helloRequired;

	private final boolean introduces;

	/**
	 * Creates an engine.
	 * @param settings what it has to know
	 * @param effects does what it says
	 * @param answersHello whether HELLO gets WELCOME, or goes to the application
	 * @param helloRequired whether HELLO must come first
	 */
	public ServerSessionEngine(SessionSettings settings, SessionEffects effects, boolean answersHello,
			boolean helloRequired) {
		this(settings, effects, answersHello, helloRequired, false);
	}

	/**
	 * Creates an engine.
	 * @param settings what it has to know
	 * @param effects does what it says
	 * @param answersHello whether HELLO gets WELCOME, or goes to the application
	 * @param helloRequired whether HELLO must come first
	 * @param introduces whether WELCOME has the {@link #introduction()}, for which over
	 * UDP there may be no room
	 */
	public ServerSessionEngine(SessionSettings settings, SessionEffects effects, boolean answersHello,
			boolean helloRequired, boolean introduces) {
		super(settings, effects);
		this.answersHello = answersHello;
		this.helloRequired = helloRequired;
		this.introduces = introduces;
	}

	@Override
	protected boolean greet(Frame frame, long now) {
		if (frame.type() == FrameType.HELLO && this.answersHello) {
			// WELCOME goes first: others may send as soon as the session is greeted.
			effects().send(welcome());
			greeted(frame.headers());
			frame.release();
			return true;
		}
		if (this.helloRequired && !isGreeted()) {
			String message = "HELLO must come first, not " + frame.type();
			frame.release();
			fail(CloseReason.HANDSHAKE_FAILED, ErrorCode.UNAUTHORIZED, message, now);
			return true;
		}
		return false;
	}

	private Frame welcome() {
		HeadersBuilder headers = Headers.builder()
			.add(HeaderNames.SESSION_ID, settings().sessionId())
			.add(HeaderNames.VSTP_CAPS, settings().capabilities())
			.add(HeaderNames.MAX_FRAME, Integer.toString(settings().maxFrameLength()))
			.add(HeaderNames.KEEPALIVE_MS, Long.toString(settings().keepAlive() / 1_000_000));
		if (this.introduces) {
			headers.addAll(introduction());
		}
		return Frame.of(FrameType.WELCOME, headers.build());
	}

	@Override
	protected void dispatch(Frame frame, long now) {
		if (frame.type() != FrameType.DATA && frame.type() != FrameType.HELLO) {
			if (frame.type() == FrameType.ACK || frame.type() == FrameType.ERR) {
				effects().answered(frame.type(), frame.headers());
			}
			frame.release();
		}
		else if (frame.has(FrameFlags.FRAG)) {
			frame.release();
			fail(ErrorCode.MALFORMED, "Fragments are not taken over TCP", now);
		}
		else if (refuses(now)) {
			refuse(frame);
		}
		else {
			deliver(frame);
		}
	}

	@Override
	protected void tickGreeting(long now) {
		if (this.helloRequired && !isGreeted() && now - openedAt() >= settings().handshakeTimeout()) {
			fail(CloseReason.HANDSHAKE_FAILED, ErrorCode.UNAUTHORIZED, "HELLO did not come in time", now);
		}
	}

}
