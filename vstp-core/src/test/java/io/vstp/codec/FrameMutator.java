package io.vstp.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import io.vstp.test.Seeds;

/**
 * Makes streams that are nearly right, from a seed.
 */
final class FrameMutator {

	private static final int MOST = 600;

	private final Random random;

	private final List<byte[]> corpus;

	FrameMutator(long seed) {
		this.random = Seeds.random(seed);
		this.corpus = Stream
			.concat(Vectors.frames().stream().map(Vectors.Valid::bytes),
					Vectors.hostile().stream().map(Vectors.Hostile::bytes))
			.filter((bytes) -> bytes.length <= MOST)
			.toList();
	}

	byte[] next() {
		List<byte[]> frames = new ArrayList<>();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			byte[] frame = pick();
			if (i == 0 || this.random.nextInt(8) == 0) {
				frame = mutate(frame);
			}
			frames.add(frame);
		}
		byte[] stream = frames.stream().reduce(new byte[0], FrameMutator::concat);
		return (stream.length > MOST) ? Arrays.copyOfRange(stream, 0, MOST) : stream;
	}

	byte[] mutate(byte[] frame) {
		byte[] bytes = frame;
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			bytes = mutateOnce(bytes);
		}
		// Otherwise the CRC would keep nearly all from getting any further.
		return this.random.nextBoolean() ? repairCrc(bytes) : bytes;
	}

	private byte[] mutateOnce(byte[] frame) {
		if (frame.length == 0) {
			return random(20);
		}
		int position = this.random.nextInt(frame.length);
		return switch (this.random.nextInt(8)) {
			case 0 -> with(frame, position, frame[position] ^ (1 << this.random.nextInt(8)));
			case 1 -> with(frame, position, this.random.nextInt(256));
			case 2 -> Arrays.copyOf(frame, position);
			case 3 -> concat(frame, random(20));
			case 4 -> splice(frame, position, pick());
			case 5 -> concat(concat(Arrays.copyOf(frame, position), random(10)),
					Arrays.copyOfRange(frame, position, frame.length));
			case 6 -> random(60);
			default -> with(frame, Math.min(this.random.nextInt(FrameFormat.PREAMBLE_LENGTH), frame.length - 1),
					this.random.nextInt(this.random.nextBoolean() ? 4 : 256));
		};
	}

	private static byte[] with(byte[] bytes, int position, int value) {
		byte[] changed = bytes.clone();
		changed[position] = (byte) value;
		return changed;
	}

	private byte[] pick() {
		return this.corpus.get(this.random.nextInt(this.corpus.size()));
	}

	private byte[] splice(byte[] first, int position, byte[] second) {
		int from = (second.length > 0) ? this.random.nextInt(second.length) : 0;
		return concat(Arrays.copyOf(first, position), Arrays.copyOfRange(second, from, second.length));
	}

	private byte[] random(int bound) {
		byte[] bytes = new byte[this.random.nextInt(bound)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] repairCrc(byte[] frame) {
		if (frame.length < FrameFormat.PREAMBLE_LENGTH + FrameFormat.TRAILER_LENGTH) {
			return frame;
		}
		byte[] bytes = frame.clone();
		CRC32 crc = new CRC32();
		crc.update(bytes, 0, bytes.length - 4);
		for (int i = 0; i < 4; i++) {
			bytes[bytes.length - 4 + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
		}
		return bytes;
	}

	static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
