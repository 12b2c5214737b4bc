package io.vstp.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a {@link TcpRelay}, for its event loop alone.
 */
final class TcpConnection {

	private final SocketChannel client;

	private final TcpPath toServer;

	private final TcpPath toClient;

	private final Runnable closing;

	private @Nullable SocketChannel server;

	private boolean stranded;

	private boolean closed;

	TcpConnection(SocketChannel client, TcpLeg toServer, TcpLeg toClient, Runnable closing) {
		this.client = client;
		this.toServer = new TcpPath(toServer, this);
		this.toClient = new TcpPath(toClient, this);
		this.closing = closing;
	}

	TcpPath toServer() {
		return this.toServer;
	}

	TcpPath toClient() {
		return this.toClient;
	}

	/**
	 * Begins to forward.
	 * @param server the other side
	 */
	void open(SocketChannel server) {
		this.server = server;
		if (this.closed) {
			reset(server);
			return;
		}
		this.toServer.open(server);
		this.toClient.open(this.client);
	}

	/**
	 * Reads the client's bytes without anybody to write them to.
	 */
	void strand() {
		this.stranded = true;
		this.client.config().setAutoRead(true);
	}

	TcpPath opposite(TcpPath path) {
		return (path == this.toServer) ? this.toClient : this.toServer;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Tells whether bytes were swallowed where none are any more, so that what follows
	 * would make no sense.
	 * @return whether it has to be reset
	 */
	boolean isBroken() {
		return isBroken(this.toServer) || isBroken(this.toClient) || (this.stranded && !this.toServer.isBlackhole());
	}

	private static boolean isBroken(TcpPath path) {
		return path.isDamaged() && !path.isBlackhole();
	}

	/**
	 * Notes that a channel was closed by its peer without a proper end. What can be told
	 * is told the other side.
	 * @param path whose source it was
	 */
	void lost(TcpPath path) {
		if (!this.closed && path.isBlackhole()) {
			path.damage();
		}
		else {
			reset();
		}
	}

	/**
	 * Notes that a direction has come to its end.
	 */
	void finished() {
		if (this.toServer.isFinished() && this.toClient.isFinished() && close()) {
			this.client.close();
			if (this.server != null) {
				this.server.close();
			}
		}
	}

	/**
	 * Closes both sides at once, by RST.
	 */
	void reset() {
		if (close()) {
			reset(this.client);
			if (this.server != null) {
				reset(this.server);
			}
		}
	}

	static void reset(Channel channel) {
		try {
			channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		catch (ChannelException ex) {
			// It is closed already.
		}
		channel.close();
	}

	private boolean close() {
		if (this.closed) {
			return false;
		}
		this.closed = true;
		this.toServer.release();
		this.toClient.release();
		this.closing.run();
		return true;
	}

}
