package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine on a virtual clock, with ticks as from a transport.
 *
 * @param <E> which engine
 */
final class EngineDriver<E extends SessionEngine> {

	static final SessionSettings SETTINGS = new SessionSettings("s1", 1_000_000, VirtualTime.millis(1_000), 0,
			VirtualTime.millis(200), VirtualTime.millis(500), 0, Headers.of("client-id", "c1"), "");

	private static final long TICK = VirtualTime.millis(10);

	// Close to where System.nanoTime() may overflow.
	private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - VirtualTime.millis(150));

	private final RecordingEffects effects = new RecordingEffects(this.time);

	private final List<ByteBuf> payloads = new ArrayList<>();

	private final E engine;

	private boolean deaf;

	private boolean ticking = true;

	EngineDriver(SessionSettings settings, BiFunction<SessionSettings, SessionEffects, E> factory) {
		this.engine = factory.apply(settings, this.effects);
		this.effects.onTick(this::tick);
		this.effects.onOutputEnded(() -> this.engine.outputEnded(this.time.now()));
		this.engine.opened(this.time.now());
		this.time.every(TICK, () -> {
			if (this.ticking) {
				tick();
			}
		});
	}

	E engine() {
		return this.engine;
	}

	void deaf(boolean deaf) {
		this.deaf = deaf;
	}

	void tick() {
		this.engine.tick(this.time.now(), this.deaf);
	}

	EngineDriver<E> advance(long millis) {
		this.time.advance(VirtualTime.millis(millis));
		return this;
	}

	/**
	 * Time passes, but there was no tick meanwhile: the event loop stood still.
	 * @param millis how long
	 */
	void stall(long millis) {
		this.ticking = false;
		advance(millis);
		this.ticking = true;
	}

	List<String> receive(FrameType type, String... headers) {
		return receive(type, FrameFlags.NONE, headers);
	}

	List<String> receive(FrameType type, int flags, String... headers) {
		ByteBuf payload = Unpooled.copiedBuffer("x".getBytes());
		this.payloads.add(payload);
		this.engine.received(Frame.of(type, flags, Headers.of(headers), payload), this.time.now());
		this.engine.heard(this.time.now());
		return take();
	}

	/**
	 * Bytes of a frame come in that is not whole yet.
	 * @return what the engine does
	 */
	List<String> hear() {
		this.engine.heard(this.time.now());
		return take();
	}

	List<String> complete(int frames) {
		for (int i = 0; i < frames; i++) {
			this.effects.delivered().remove(0).release();
		}
		this.engine.completed(frames, this.time.now());
		return take();
	}

	List<String> stop() {
		this.engine.stop(this.time.now());
		return take();
	}

	List<String> inputEnded() {
		this.engine.inputEnded(this.time.now());
		return take();
	}

	List<String> fail(ErrorCode code, String message) {
		this.engine.fail(code, message, this.time.now());
		return take();
	}

	List<String> take() {
		return this.effects.take();
	}

	RecordingEffects effects() {
		return this.effects;
	}

	/**
	 * To be called at the end of each test: whatever came in has been released.
	 */
	void checkReleased() {
		this.effects.delivered().forEach(Frame::release);
		assertThat(this.payloads).allSatisfy((payload) -> assertThat(payload.refCnt()).isZero());
	}

}
