package io.vstp.transport.dispatch;

import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vstp.observe.ConnectionFailure;
import org.jspecify.annotations.Nullable;

/**
 * Tells from exceptions why a connection did not come about.
 */
public final class ConnectionFailures {

	private ConnectionFailures() {
	}

	/**
	 * Returns why an attempt to connect has failed.
	 * @param cause what was thrown, or {@code null} if that is not known
	 * @return the reason
	 */
	public static ConnectionFailure ofConnect(@Nullable Throwable cause) {
		if (cause instanceof ConnectTimeoutException) {
			return ConnectionFailure.TIMED_OUT;
		}
		return (cause instanceof SocketException) ? ConnectionFailure.UNREACHABLE : ConnectionFailure.IO_ERROR;
	}

	/**
	 * Returns why TLS was not agreed on.
	 * @param cause what was thrown, or {@code null} if the connection was closed only
	 * @return the reason
	 */
	public static ConnectionFailure ofTls(@Nullable Throwable cause) {
		if (cause == null || cause instanceof ClosedChannelException) {
			return ConnectionFailure.CLOSED;
		}
		if (cause instanceof SslHandshakeTimeoutException) {
			return ConnectionFailure.TIMED_OUT;
		}
		return (cause instanceof SSLException) ? ConnectionFailure.TLS : ConnectionFailure.IO_ERROR;
	}

}
