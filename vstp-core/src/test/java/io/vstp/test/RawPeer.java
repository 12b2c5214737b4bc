package io.vstp.test;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameEncoder;
import io.vstp.codec.FrameFormat;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;

/**
 * A peer on a plain blocking socket, with nothing of ours between it and the wire but the
 * encoder.
 */
public final class RawPeer implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Socket socket;

	private final DataInputStream in;

	public RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(TIMEOUT_MILLIS);
		socket.setTcpNoDelay(true);
		this.in = new DataInputStream(socket.getInputStream());
	}

	public static RawPeer connect(InetSocketAddress address) throws IOException {
		return new RawPeer(new Socket("127.0.0.1", address.getPort()));
	}

	/**
	 * Connects with a small receive buffer, to fill up quickly.
	 * @param address of the server
	 * @return the peer
	 * @throws IOException if there is no connection
	 */
	public static RawPeer connectNarrow(InetSocketAddress address) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 * 1024);
		socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
		return new RawPeer(socket);
	}

	public static byte[] encode(Frame frame) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS).encode(frame, out);
		frame.release();
		return ByteBufUtil.getBytes(out);
	}

	public void send(Frame frame) throws IOException {
		send(encode(frame));
	}

	public void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	/**
	 * Reads the next frame, without its CRC being checked.
	 * @return the frame, on the heap
	 * @throws EOFException if the peer has closed the connection
	 * @throws IOException if it broke, or nothing came for ten seconds
	 */
	public Frame receive() throws IOException {
		byte[] preamble = new byte[FrameFormat.PREAMBLE_LENGTH];
		this.in.readFully(preamble);
		ByteBuffer fields = ByteBuffer.wrap(preamble);
		int headerLength = fields.order(ByteOrder.LITTLE_ENDIAN).getShort(5) & 0xFFFF;
		byte[] headers = new byte[headerLength];
		byte[] payload = new byte[fields.order(ByteOrder.BIG_ENDIAN).getInt(7)];
		this.in.readFully(headers);
		this.in.readFully(payload);
		this.in.readInt();
		FrameType type = FrameType.ofCode(preamble[3]);
		return Frame.of(type, preamble[4], Headers.read(Unpooled.wrappedBuffer(headers), headerLength, 1000),
				Unpooled.wrappedBuffer(payload));
	}

	/**
	 * Says whether the peer has ended its half, having sent nothing more.
	 * @return whether it has
	 * @throws IOException if nothing came for ten seconds
	 */
	public boolean isAtEnd() throws IOException {
		return this.in.read() < 0;
	}

	public InputStream input() {
		return this.in;
	}

	public Socket socket() {
		return this.socket;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
