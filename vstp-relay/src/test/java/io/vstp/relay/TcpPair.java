package io.vstp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

import io.netty.buffer.UnpooledByteBufAllocator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with a relay before it. Ends with a look for buffers that nobody released.
 */
final class TcpPair implements AutoCloseable {

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

	private final ServerSocket server;

	private final TcpRelay relay;

	TcpPair(UnaryOperator<TcpRelay.Builder> customizer) throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		this.server.setSoTimeout(10_000);
		this.relay = customizer
			.apply(TcpRelay.builder((InetSocketAddress) this.server.getLocalSocketAddress()).allocator(this.allocator))
			.start();
	}

	TcpRelay relay() {
		return this.relay;
	}

	Link connect() throws IOException {
		Socket client = connectClient();
		Socket accepted = this.server.accept();
		accepted.setSoTimeout(10_000);
		return new Link(client, accepted);
	}

	Socket connectClient() throws IOException {
		Socket client = new Socket();
		client.setSoTimeout(10_000);
		client.connect(this.relay.address(), 10_000);
		return client;
	}

	@Override
	public void close() throws IOException {
		this.relay.close();
		this.server.close();
		assertThat(this.relay.connections()).isZero();
		assertThat(this.allocator.metric().usedDirectMemory()).isZero();
		assertThat(this.allocator.metric().usedHeapMemory()).isZero();
	}

	/**
	 * Both ends of a connection through the relay.
	 *
	 * @param client the client's socket
	 * @param server the server's socket
	 */
	record Link(Socket client, Socket server) implements AutoCloseable {

		void shouldCarry(int value) throws IOException {
			this.client.getOutputStream().write(value);
			assertThat(this.server.getInputStream().read()).isEqualTo(value);
			this.server.getOutputStream().write(value + 1);
			assertThat(this.client.getInputStream().read()).isEqualTo(value + 1);
		}

		@Override
		public void close() {
			try {
				this.client.close();
				this.server.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
