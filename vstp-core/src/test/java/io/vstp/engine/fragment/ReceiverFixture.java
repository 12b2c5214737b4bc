package io.vstp.engine.fragment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;

/**
 * A receiver, and what it had others do.
 */
final class ReceiverFixture implements ReceiverEffects {

	static final long SECOND = 1_000_000_000L;

	static final ReceiverSettings SETTINGS = new ReceiverSettings(1_200, 10_000_000, 100_000, 4, 1_000_000, 30 * SECOND,
			60 * SECOND, 200, true);

	static final int REQ_ACK = FrameFlags.REQ_ACK;

	final ReassemblyBudget budget;

	final MessageReceiver receiver;

	final List<Frame> delivered = new ArrayList<>();

	final List<byte[]> payloads = new ArrayList<>();

	final List<Frame> sent = new ArrayList<>();

	final List<String> refused = new ArrayList<>();

	final List<DropReason> dropped = new ArrayList<>();

	final List<ReassemblyOutcome> outcomes = new ArrayList<>();

	int started;

	int repeated;

	/** Whether messages are acknowledged when they are delivered. */
	boolean acknowledge;

	// Close to where System.nanoTime() may overflow.
	long now = Long.MAX_VALUE - 10 * SECOND;

	ReceiverFixture() {
		this(SETTINGS);
	}

	ReceiverFixture(ReceiverSettings settings) {
		this(settings, new ReassemblyBudget(20_000_000, 20_000_000, 1_000_000, 100_000, 100, 1_000));
	}

	ReceiverFixture(ReceiverSettings settings, ReassemblyBudget budget) {
		this.budget = budget;
		this.receiver = new MessageReceiver(settings, budget, PooledByteBufAllocator.DEFAULT, this);
	}

	@Override
	public void send(Frame ack) {
		this.sent.add(ack);
	}

	@Override
	public void deliver(Frame message) {
		this.payloads.add(message.payloadBytes());
		this.delivered.add(message);
		message.release();
		if (this.acknowledge && message.has(FrameFlags.REQ_ACK)) {
			this.receiver.acknowledge(message.headers());
		}
	}

	@Override
	public void refuse(ErrorCode code, String message, Headers cause) {
		this.refused.add(code + " " + cause.get(HeaderNames.FRAG_ID) + ": " + message);
	}

	@Override
	public void failedBefore(String code, Headers cause) {
		this.refused.add(code + " again " + cause);
	}

	@Override
	public void dropped(DropReason reason) {
		this.dropped.add(reason);
	}

	@Override
	public void repeated() {
		this.repeated++;
	}

	@Override
	public void reassemblyStarted() {
		this.started++;
	}

	@Override
	public void reassemblyEnded(ReassemblyOutcome outcome) {
		this.outcomes.add(outcome);
	}

	void receive(Frame frame) {
		this.receiver.received(frame, crc(frame), this.now);
	}

	void receive(int flags, String payload, String... headers) {
		receive(flags, payload.getBytes(StandardCharsets.UTF_8), Headers.of(headers));
	}

	void receive(int flags, byte[] payload, Headers headers) {
		// A buffer that is counted, unlike one around an array.
		ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(Math.max(1, payload.length)).writeBytes(payload);
		receive(Frame.of(FrameType.DATA, flags, headers, buffer));
	}

	void fragment(FragmentPlan plan, int flags, byte[] payload, int index) {
		byte[] part = Arrays.copyOfRange(payload, plan.offset(index), plan.offset(index) + plan.length(index));
		receive(flags | FrameFlags.FRAG, part, plan.headers(index));
	}

	void endOfBatch() {
		this.receiver.endOfBatch(this.now);
	}

	void passes(long time) {
		this.now += time;
		this.receiver.tick(this.now);
	}

	/**
	 * Returns what was sent since the last call.
	 * @return progress ACKs and ACKs as text
	 */
	List<String> sent() {
		List<String> texts = new ArrayList<>();
		for (Frame frame : this.sent) {
			ProgressAck progress = ProgressAck.of(frame);
			texts.add((progress != null) ? text(progress) : "ack " + frame.headers());
		}
		this.sent.clear();
		return texts;
	}

	private static String text(ProgressAck progress) {
		return "%d: %d+%d %s".formatted(progress.fragId(), progress.next(), progress.window(), progress.arrived());
	}

	void close() {
		this.receiver.close();
	}

	static int crc(Frame frame) {
		CRC32 crc = new CRC32();
		ByteBuf section = Unpooled.buffer();
		section.writeByte(frame.type().code()).writeByte(frame.flags());
		frame.headers().writeTo(section);
		PayloadCrc.update(crc, section, 0, section.readableBytes());
		PayloadCrc.update(crc, frame.payload(), frame.payload().readerIndex(), frame.payload().readableBytes());
		return (int) crc.getValue();
	}

}
