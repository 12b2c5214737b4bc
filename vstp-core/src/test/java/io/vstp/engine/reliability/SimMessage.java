package io.vstp.engine.reliability;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;

/**
 * A message of a simulation, and what became of it.
 */
final class SimMessage implements Outbound {

	final String name;

	final boolean wantsAck;

	final int length;

	final long crc;

	final List<String> ends = new ArrayList<>();

	boolean wanted = true;

	int transmitted;

	int delivered;

	long endedAt;

	Runnable whenEnded = () -> {
	};

	SimMessage(String name, boolean wantsAck, ByteBuf payload) {
		this.name = name;
		this.wantsAck = wantsAck;
		this.length = payload.readableBytes();
		this.crc = crc(payload);
	}

	static long crc(ByteBuf payload) {
		CRC32 crc = new CRC32();
		for (ByteBuffer part : payload.nioBuffers()) {
			crc.update(part);
		}
		return crc.getValue();
	}

	@Override
	public boolean isWanted() {
		return this.wanted;
	}

	@Override
	public void transmitted() {
		this.transmitted++;
	}

	@Override
	public void acknowledged() {
		end("acknowledged");
	}

	@Override
	public void failed(SendFailure failure, String message) {
		end(failure.toString());
	}

	private void end(String end) {
		this.ends.add(end);
		this.whenEnded.run();
	}

	@Override
	public String toString() {
		return "%s of %d bytes%s: sent %d, delivered %d, %s".formatted(this.name, this.length,
				this.wantsAck ? " with ACK" : "", this.transmitted, this.delivered, this.ends);
	}

}
