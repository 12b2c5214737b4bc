package io.vstp.demo.network;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

import io.vstp.demo.live.EventLog;
import io.vstp.demo.live.LiveView;
import io.vstp.demo.live.Sampled;
import io.vstp.frame.Transport;
import io.vstp.relay.TcpRelay;
import io.vstp.relay.UdpLeg;
import io.vstp.relay.UdpRelay;
import io.vstp.spring.server.VstpServerListeningEvent;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What is between the clients and the server of this application: two relays, on one free
 * port of loopback, that do to frames what people ask for.
 */
@Component
class Network implements LiveView, Sampled, DisposableBean {

	private static final int MAX_ATTEMPTS = 20;

	private final EventLog events;

	private final TcpRelay tcp;

	private final UdpRelay udp;

	private NetworkSettings settings = NetworkSettings.PERFECT;

	Network(NetworkProperties properties, EventLog events) {
		this.events = events;
		Relays relays = start(properties.seed());
		this.tcp = relays.tcp();
		this.udp = relays.udp();
	}

	// What is free for TCP need not be so for UDP.
	private static Relays start(long seed) {
		for (int attempt = 1;; attempt++) {
			TcpRelay tcp = TcpRelay.builder().start();
			try {
				return new Relays(tcp, UdpRelay.builder().port(tcp.address().getPort()).seed(seed).start());
			}
			catch (UncheckedIOException ex) {
				tcp.close();
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Returns where clients send to.
	 * @return the same for both transports
	 */
	InetSocketAddress address() {
		return this.tcp.address();
	}

	@EventListener
	void onListening(VstpServerListeningEvent event) {
		InetSocketAddress tcpServer = event.getAddress(Transport.TCP);
		if (tcpServer != null) {
			this.tcp.target(onThisMachine(tcpServer));
		}
		InetSocketAddress udpServer = event.getAddress(Transport.UDP);
		if (udpServer != null) {
			this.udp.target(onThisMachine(udpServer));
		}
	}

	private InetSocketAddress onThisMachine(InetSocketAddress server) {
		InetAddress address = server.getAddress();
		return address.isAnyLocalAddress() ? new InetSocketAddress(address().getAddress(), server.getPort()) : server;
	}

	synchronized NetworkSettings settings() {
		return this.settings;
	}

	/**
	 * Spoils the network, or repairs it. Holds for what comes from now on.
	 * @param wanted how it is to be
	 */
	synchronized void apply(NetworkSettings wanted) {
		NetworkSettings former = this.settings;
		if (wanted.equals(former)) {
			return;
		}
		this.udp.both((leg) -> leg.loss(wanted.loss()));
		Duration delay = Duration.ofMillis(wanted.delayMillis());
		this.udp.delay(delay);
		this.tcp.delay(delay);
		cut(wanted, former);
		this.settings = wanted;
		this.events.action(wanted.changeFrom(former));
	}

	private void cut(NetworkSettings wanted, NetworkSettings former) {
		if (wanted.udpCut() != former.udpCut()) {
			if (wanted.udpCut()) {
				this.udp.cut();
			}
			else {
				this.udp.restore();
			}
		}
		if (wanted.tcpCut() != former.tcpCut()) {
			if (wanted.tcpCut()) {
				this.tcp.cut();
			}
			else {
				this.tcp.restore();
			}
		}
	}

	@Override
	public String name() {
		return "network";
	}

	@Override
	public Map<String, Object> view() {
		return Map.of("settings", settings(), "toServer", Datagrams.of(this.udp.toServer()), "toClient",
				Datagrams.of(this.udp.toClient()), "tcpBytes",
				this.tcp.toServer().forwardedBytes() + this.tcp.toClient().forwardedBytes());
	}

	@Override
	public Map<String, Double> totals() {
		return Map.of("lost", (double) (this.udp.toServer().dropped() + this.udp.toClient().dropped()));
	}

	@Override
	public void destroy() {
		this.tcp.close();
		this.udp.close();
	}

	private record Relays(TcpRelay tcp, UdpRelay udp) {

	}

	/**
	 * What has become of the datagrams of one direction.
	 *
	 * @param forwarded how many went on
	 * @param dropped how many got lost
	 */
	record Datagrams(long forwarded, long dropped) {

		static Datagrams of(UdpLeg leg) {
			return new Datagrams(leg.forwarded(), leg.dropped());
		}

	}

}
