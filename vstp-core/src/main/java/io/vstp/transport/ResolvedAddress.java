package io.vstp.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An address that was asked for, and what its name stands for.
 *
 * @param host the name, as it was asked for
 * @param port the port
 * @param address the address, or {@code null} if the name is not known
 * @param failure why the name is not known, or {@code null} if it is
 */
public record ResolvedAddress(String host, int port, @Nullable InetSocketAddress address, @Nullable Throwable failure) {

	/**
	 * Resolves addresses. May block, which an event loop must not.
	 * @param addresses the addresses; those that are resolved already stay as they are
	 * @return one entry at least for each address, in their order; several where a name
	 * stands for several
	 */
	public static List<ResolvedAddress> of(List<InetSocketAddress> addresses) {
		List<ResolvedAddress> resolved = new ArrayList<>();
		for (InetSocketAddress address : addresses) {
			String host = address.getHostString();
			int port = address.getPort();
			if (!address.isUnresolved()) {
				resolved.add(new ResolvedAddress(host, port, address, null));
				continue;
			}
			try {
				for (InetAddress each : InetAddress.getAllByName(host)) {
					resolved.add(new ResolvedAddress(host, port, new InetSocketAddress(each, port), null));
				}
			}
			catch (UnknownHostException ex) {
				resolved.add(new ResolvedAddress(host, port, null, ex));
			}
		}
		return resolved;
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
