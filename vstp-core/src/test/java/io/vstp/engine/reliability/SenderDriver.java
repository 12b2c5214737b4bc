package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameEncoder;
import io.vstp.engine.fragment.ProgressAck;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.test.RawPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sender on a clock that moves when it is told to, and a peer that says what it is told
 * to.
 */
final class SenderDriver implements SenderEffects {

	static final RetryPolicy RETRIES = new RetryPolicy(3, millis(100), millis(5_000), millis(2_000), 0);

	static final SenderSettings SETTINGS = new SenderSettings(RETRIES, 1_200, 1_000_000_000, 4, true, true, 8,
			10_000_000, millis(10_000));

	final MessageSender sender;

	final List<Frame> sent = new ArrayList<>();

	private final List<ByteBuf> payloads = new ArrayList<>();

	private final FrameEncoder encoder = new FrameEncoder(CrcMode.ALWAYS);

	// Close to where System.nanoTime() may overflow.
	private final long start = Long.MAX_VALUE - millis(150);

	private long elapsed;

	boolean writable = true;

	int maxLength;

	int proved;

	final List<Long> rtts = new ArrayList<>();

	final List<Long> windows = new ArrayList<>();

	int sentAgain;

	int calls;

	long random = 0x1234_5678_9ABC_DEF0L;

	SenderDriver() {
		this(SETTINGS);
	}

	SenderDriver(SenderSettings settings) {
		this.sender = new MessageSender(settings, this);
	}

	static long millis(double millis) {
		return (long) (millis * 1_000_000);
	}

	static SenderSettings extensions(boolean extensions) {
		return new SenderSettings(RETRIES, 1_200, 1_000_000_000, 4, true, extensions, 8, 10_000_000, millis(10_000));
	}

	long now() {
		return this.start + this.elapsed;
	}

	double elapsedMillis() {
		return this.elapsed / 1e6;
	}

	RecordingOutbound send(int flags, int length, String... headers) {
		ByteBuf payload = ByteBufAllocator.DEFAULT.buffer(Math.max(length, 1));
		for (int i = 0; i < length; i++) {
			payload.writeByte(i * 31 + (i >> 8));
		}
		this.payloads.add(payload);
		RecordingOutbound outbound = new RecordingOutbound();
		this.sender.send(Frame.of(FrameType.DATA, flags, Headers.of(headers), payload), outbound, now());
		this.sender.transmitPending(now());
		return outbound;
	}

	RecordingOutbound sendForAck(int length, String msgId) {
		return send(FrameFlags.REQ_ACK, length, HeaderNames.MSG_ID, msgId);
	}

	/**
	 * Lets time pass.
	 * @param millis how long
	 * @return this
	 */
	SenderDriver advance(double millis) {
		long end = this.elapsed + millis(millis);
		for (int calls = 0;; calls++) {
			long deadline = this.sender.nextDeadline();
			if (deadline == Long.MAX_VALUE || deadline - this.start > end) {
				break;
			}
			assertThat(calls).as("calls that lead nowhere").isLessThan(1_000_000);
			this.calls++;
			this.elapsed = Math.max(this.elapsed, deadline - this.start);
			this.sender.transmitPending(now());
		}
		this.elapsed = end;
		return this;
	}

	boolean answer(FrameType type, String... headers) {
		boolean answered = this.sender.answered(Frame.of(type, Headers.of(headers)), now());
		this.sender.transmitPending(now());
		return answered;
	}

	boolean ack(String msgId) {
		return answer(FrameType.ACK, HeaderNames.MSG_ID, msgId);
	}

	boolean progress(long fragId, long next, long window, int... arrived) {
		BitSet bits = new BitSet();
		for (int index : arrived) {
			bits.set((int) (index - next));
		}
		Frame ack = new ProgressAck(fragId, next, window, bits).toFrame();
		boolean answered = this.sender.answered(ack, now());
		ack.release();
		this.sender.transmitPending(now());
		return answered;
	}

	/**
	 * Returns what was sent since the last look.
	 * @return of each datagram its indices as {@code id:index/total}, or its type
	 */
	List<String> take() {
		List<String> result = this.sent.stream().map(SenderDriver::describe).toList();
		this.sent.forEach(Frame::release);
		this.sent.clear();
		return result;
	}

	List<Integer> takeIndices() {
		List<Integer> result = this.sent.stream().map((frame) -> (int) number(frame, HeaderNames.FRAG_INDEX)).toList();
		take();
		return result;
	}

	long lastFragId() {
		return number(this.sent.get(this.sent.size() - 1), HeaderNames.FRAG_ID);
	}

	List<byte[]> takeBytes() {
		List<byte[]> result = this.sent.stream().map(Frame::retain).map(RawPeer::encode).toList();
		take();
		return result;
	}

	static String describe(Frame frame) {
		String text = frame.type().toString();
		if (frame.has(FrameFlags.FRAG)) {
			text = "%s:%s/%s".formatted(frame.header(HeaderNames.FRAG_ID), frame.header(HeaderNames.FRAG_INDEX),
					frame.header(HeaderNames.FRAG_TOTAL));
		}
		return text + (frame.headers().contains(HeaderNames.VX) ? " vx" : "");
	}

	private static long number(Frame frame, String name) {
		return frame.headers().getNumber(name);
	}

	/**
	 * To be called at the end of each test: nothing is left of anything.
	 */
	void checkNothingLeft() {
		take();
		assertThat(this.sender.isIdle()).isTrue();
		assertThat(this.sender.pendingBytes()).isZero();
		assertThat(this.sender.nextDeadline()).isEqualTo(Long.MAX_VALUE);
		assertThat(this.payloads).allSatisfy((payload) -> assertThat(payload.refCnt()).isZero());
	}

	@Override
	public void transmit(Frame frame) {
		int length = this.encoder.headLength(frame) + frame.payload().readableBytes() + 4;
		assertThat(length).isLessThanOrEqualTo(1_200);
		this.maxLength = Math.max(this.maxLength, length);
		this.sent.add(frame);
	}

	@Override
	public boolean maySend(int length) {
		return this.writable;
	}

	@Override
	public void peerProved() {
		this.proved++;
	}

	@Override
	public void retransmitted(int datagrams) {
		this.sentAgain += datagrams;
	}

	@Override
	public void rttMeasured(long rtt, long smoothed) {
		this.rtts.add(rtt);
	}

	@Override
	public void congestionWindow(long window) {
		this.windows.add(window);
	}

	@Override
	public long random() {
		return this.random++;
	}

}
