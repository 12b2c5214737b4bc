package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.MessageReceiver;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.fragment.ReceiverEffects;
import io.vstp.engine.fragment.ReceiverSettings;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.engine.session.VirtualTime;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;

/**
 * One end: sends and receives messages over two wires.
 */
final class SimPeer implements SenderEffects, ReceiverEffects {

	final MessageSender sender;

	final MessageReceiver receiver;

	final Map<String, SimMessage> messages = new HashMap<>();

	private final VirtualTime time;

	private final Random random;

	private final SimWire out;

	private final List<byte[]> inbox = new ArrayList<>();

	private final List<ByteBuf> payloads = new ArrayList<>();

	private SimPeer other = this;

	private long armed = Long.MAX_VALUE;

	private boolean writable = true;

	private boolean closed;

	double hiccups;

	int sentAgain;

	int proved;

	int repeated;

	/** How many messages are unfinished. */
	int reassemblies;

	/** How many round trips were measured. */
	int rtts;

	long window;

	int strangers;

	long cpu;

	SimPeer(VirtualTime time, Random random, SimWire out, SenderSettings sending, ReceiverSettings receiving) {
		this.time = time;
		this.random = random;
		this.out = out;
		this.sender = new MessageSender(sending, this);
		ReassemblyBudget budget = new ReassemblyBudget(1L << 30, 1L << 29, 1L << 28, 1L << 28, 1_000, 100_000);
		this.receiver = new MessageReceiver(receiving, budget, PooledByteBufAllocator.DEFAULT, this);
		this.receiver.validated();
	}

	static void connect(SimPeer one, SimPeer other) {
		one.other = other;
		other.other = one;
	}

	SimMessage send(String name, boolean wantsAck, ByteBuf payload) {
		SimMessage message = new SimMessage(name, wantsAck, payload);
		this.messages.put(name, message);
		this.payloads.add(payload);
		HeadersBuilder headers = Headers.builder().add("name", name);
		if (wantsAck) {
			headers.add(HeaderNames.MSG_ID, name);
		}
		message.whenEnded = () -> message.endedAt = this.time.now();
		this.sender.send(
				Frame.of(FrameType.DATA, wantsAck ? FrameFlags.REQ_ACK : FrameFlags.NONE, headers.build(), payload),
				message, this.time.now());
		flush();
		return message;
	}

	void close() {
		this.sender.close("The session has ended");
		this.receiver.close();
		this.closed = true;
	}

	private void arrived(byte[] datagram) {
		if (this.closed) {
			return;
		}
		if (this.inbox.isEmpty()) {
			this.time.in(0, this::read);
		}
		this.inbox.add(datagram);
	}

	private void read() {
		long now = this.time.now();
		if (this.closed) {
			return;
		}
		for (byte[] datagram : this.inbox) {
			Frame frame = DatagramCodec.decode(datagram);
			if (frame == null) {
				continue;
			}
			if (frame.type() == FrameType.ACK || frame.type() == FrameType.ERR) {
				long start = System.nanoTime();
				this.sender.answered(frame, now);
				this.cpu += System.nanoTime() - start;
				frame.release();
			}
			else {
				if (frame.headers().contains(HeaderNames.VX)) {
					this.sender.peerIsExtended();
				}
				this.receiver.received(frame, DatagramCodec.crc(datagram), now);
			}
		}
		this.inbox.clear();
		this.receiver.endOfBatch(now);
		flush();
	}

	boolean isClosed() {
		return this.closed;
	}

	private void flush() {
		long start = System.nanoTime();
		this.sender.transmitPending(this.time.now());
		this.cpu += System.nanoTime() - start;
		arm();
	}

	private void arm() {
		long deadline = Times.earlier(this.sender.nextDeadline(), this.receiver.nextDeadline());
		if (deadline != Long.MAX_VALUE && Times.earlier(deadline, this.armed) != this.armed) {
			this.armed = deadline;
			this.time.in(Math.max(deadline - this.time.now(), 0), () -> wake(deadline));
		}
	}

	private void wake(long deadline) {
		if (this.armed == deadline && !this.closed) {
			this.armed = Long.MAX_VALUE;
			this.receiver.tick(this.time.now());
			flush();
		}
	}

	/**
	 * Says whether nothing is under way, nor anything remembered of what was.
	 * @return whether nothing is
	 */
	boolean isIdle() {
		return this.sender.isIdle() && this.receiver.reassemblies() == 0;
	}

	boolean hasReleasedAll() {
		return this.payloads.stream().allMatch((payload) -> payload.refCnt() == 0 || payload == Unpooled.EMPTY_BUFFER);
	}

	@Override
	public void transmit(Frame frame) {
		long start = System.nanoTime();
		this.out.carry(DatagramCodec.encode(frame), this.other::arrived);
		this.cpu -= System.nanoTime() - start;
	}

	@Override
	public boolean maySend(int length) {
		if (this.writable && this.hiccups > 0 && this.random.nextDouble() < this.hiccups) {
			this.writable = false;
			this.time.in((long) (this.random.nextDouble() * 5e6), () -> {
				this.writable = true;
				flush();
			});
		}
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
		this.rtts++;
	}

	@Override
	public void congestionWindow(long window) {
		this.window = window;
	}

	@Override
	public long random() {
		return this.random.nextLong();
	}

	@Override
	public void send(Frame ack) {
		this.out.carry(DatagramCodec.encode(ack), this.other::arrived);
	}

	@Override
	public void deliver(Frame message) {
		if (message.has(FrameFlags.REQ_ACK)) {
			this.receiver.acknowledge(message.headers());
		}
		String name = message.header("name");
		SimMessage sent = (name != null) ? this.other.messages.get(name) : null;
		if (sent == null) {
			this.strangers++;
		}
		else if (SimMessage.crc(message.payload()) != sent.crc || message.payload().readableBytes() != sent.length) {
			throw new AssertionError("Not intact: " + sent);
		}
		else {
			sent.delivered++;
		}
		message.release();
	}

	@Override
	public void failedBefore(String code, Headers cause) {
		send(AnswerFrames.error(code, "", Headers.EMPTY, cause));
	}

	@Override
	public void refuse(ErrorCode code, String message, Headers cause) {
		send(AnswerFrames.error(code, message, cause));
	}

	@Override
	public void dropped(DropReason reason) {
	}

	@Override
	public void repeated() {
		this.repeated++;
	}

	@Override
	public void reassemblyStarted() {
		this.reassemblies++;
	}

	@Override
	public void reassemblyEnded(ReassemblyOutcome outcome) {
		this.reassemblies--;
	}

}
