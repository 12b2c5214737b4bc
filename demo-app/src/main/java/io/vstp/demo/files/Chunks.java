package io.vstp.demo.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

import io.netty.buffer.ByteBuf;

/**
 * Chunks of one file, in any order, some of them more than once. They are written behind
 * one another as they come, and read in order when all are there. Not for use by several
 * threads at once, but for {@link #size()}.
 * <p>
 * Chunks are counted from 1, as in the examples of the Rust crate, or from 0: all are
 * there with the numbers 1 to n or 0 to n-1.
 */
class Chunks implements FileStore.Content, Closeable {

	private final int total;

	private final long maxSize;

	private final FileChannel channel;

	private final SortedMap<Integer, Extent> extents = new TreeMap<>();

	private final int[] checksums;

	private volatile long size;

	/**
	 * Begins a file.
	 * @param file where to keep the chunks, an existing file that is deleted in the end
	 * @param total how many there will be
	 * @param maxSize the most bytes they may have together
	 */
	Chunks(Path file, int total, long maxSize) throws IOException {
		this.total = total;
		this.maxSize = maxSize;
		this.checksums = new int[total + 1];
		this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
	}

	/**
	 * Adds a chunk, unless it is there already.
	 * @param number its number
	 * @param content its bytes, which stay the caller's to release
	 */
	void add(int number, ByteBuf content) throws IOException {
		checkNumber(number);
		if (this.extents.containsKey(number)) {
			return;
		}
		Extent extent = new Extent(this.size, content.readableBytes());
		long newSize = extent.position() + extent.length();
		if (newSize > this.maxSize) {
			throw new FileRefusedException("A file may have %d bytes at most".formatted(this.maxSize));
		}
		for (int written = 0; written < extent.length();) {
			written += content.getBytes(content.readerIndex() + written, this.channel, extent.position() + written,
					extent.length() - written);
		}
		this.extents.put(number, extent);
		this.checksums[number] = checksum(content);
		this.size = newSize;
	}

	static int checksum(ByteBuf content) {
		CRC32C checksum = new CRC32C();
		for (ByteBuffer part : content.nioBuffers()) {
			checksum.update(part);
		}
		return (int) checksum.getValue();
	}

	/**
	 * Returns what the chunks that are there can be told from others by.
	 * @return the checksum of each, by its number
	 */
	int[] checksums() {
		return this.checksums.clone();
	}

	boolean areComplete() {
		return this.extents.size() == this.total;
	}

	int count() {
		return this.extents.size();
	}

	int total() {
		return this.total;
	}

	long size() {
		return this.size;
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		WritableByteChannel target = Channels.newChannel(out);
		for (Extent extent : this.extents.values()) {
			for (long copied = 0; copied < extent.length();) {
				copied += this.channel.transferTo(extent.position() + copied, extent.length() - copied, target);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	// of 0 and n only one can be a number, so n numbers leave no gap
	private void checkNumber(int number) {
		boolean possible = number >= 0 && number <= this.total;
		if (!possible || (number == 0 && this.extents.containsKey(this.total))
				|| (number == this.total && this.extents.containsKey(0))) {
			throw new FileRefusedException("There is no chunk %d among these %d".formatted(number, this.total));
		}
	}

	/**
	 * Where the bytes of a chunk are.
	 */
	private record Extent(long position, int length) {

	}

}
