package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The client of the simulation: makes calls as long as it may, and remembers how each
 * ended.
 */
final class SimClient extends SimEnd {

	static final List<ByteBuf> PAYLOADS = new ArrayList<>();

	final Map<String, List<String>> ends = new TreeMap<>();

	int pushes;

	private final OpenCalls calls;

	private final Random random;

	private final SimScenario scenario;

	private boolean ready;

	private boolean stopped;

	private SimClient(VirtualTime time, SimLink out, Random random, SimScenario scenario, OpenCalls calls) {
		super(time, out, (effects) -> new ClientSessionEngine(scenario.client(), effects, calls,
				scenario.handshake() > 0, scenario.handshake() == 2));
		this.calls = calls;
		this.random = random;
		this.scenario = scenario;
	}

	static SimClient create(VirtualTime time, SimLink out, Random random, SimScenario scenario) {
		return new SimClient(time, out, random, scenario, new OpenCalls());
	}

	static @Nullable String id(Headers headers) {
		String correlationId = headers.get(HeaderNames.CORRELATION_ID);
		return (correlationId != null) ? correlationId : headers.get(HeaderNames.MSG_ID);
	}

	static ByteBuf payload(Random random) {
		ByteBuf payload = Unpooled.wrappedBuffer(new byte[1 + random.nextInt(10)]);
		PAYLOADS.add(payload);
		return payload;
	}

	void stop() {
		this.stopped = true;
		if (!isGone()) {
			this.engine.stop(this.time.now());
		}
	}

	@Override
	public void ready() {
		this.ready = true;
		for (int i = 0; i < this.scenario.calls(); i++) {
			String id = "c" + i;
			this.time.in((long) (this.random.nextDouble() * this.scenario.callsFor()), () -> call(id));
		}
	}

	boolean wasReady() {
		return this.ready;
	}

	private void call(String id) {
		// As a transport would: nothing new once closing has begun or all was said.
		if (this.stopped || !canSend()) {
			return;
		}
		Recorder call = new Recorder(id);
		Frame frame = Frame.data(Headers.EMPTY, payload(this.random));
		// A part-1 server's errors name no frame, so there each frame has to be a call.
		switch (this.random.nextInt(this.engine.isGreeted() ? 3 : 2)) {
			case 2 -> transmit(frame);
			case 1 -> {
				this.ends.put(id, new ArrayList<>());
				this.calls.addAcknowledgement(id, call);
				transmit(frame.withFlags(FrameFlags.REQ_ACK).withHeader(HeaderNames.MSG_ID, id));
			}
			default -> {
				this.ends.put(id, new ArrayList<>());
				this.calls.addRequest(id, call);
				transmit(frame.withHeader(HeaderNames.CORRELATION_ID, id));
			}
		}
	}

	@Override
	public void refuse(Frame frame, ErrorCode code, String message) {
		throw new IllegalStateException("A client refuses nothing");
	}

	@Override
	public void deliver(Frame frame) {
		this.pushes++;
		frame.release();
		this.time.in(0, () -> this.engine.completed(1, this.time.now()));
	}

	@Override
	boolean halfCloses() {
		return this.scenario.clientHalfCloses();
	}

	@Override
	void ended() {
		this.calls.takeAll().forEach((call) -> call.lost("the connection has ended"));
	}

	private final class Recorder implements OpenCalls.Call {

		private final String id;

		Recorder(String id) {
			this.id = id;
		}

		private void end(String how) {
			SimClient.this.ends.get(this.id).add(how);
		}

		@Override
		public void replied(Frame frame) {
			frame.release();
			end("answered");
		}

		@Override
		public void acknowledged() {
			end("answered");
		}

		@Override
		public void failed(Headers error) {
			end(String.valueOf(error.get(HeaderNames.CODE)));
		}

		@Override
		public void lost(String reason) {
			end("lost");
		}

	}

}
