package io.vstp.transport.udp;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.server.VstpServer;
import io.vstp.test.Endpoints;
import io.vstp.test.Part1Frame;
import io.vstp.transport.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server all of whose places for strangers are taken by such that have begun a message,
 * and newcomers that know part 1 only, to whom a token says nothing.
 */
class CrowdedServerIT {

	/** More than are looked at for one newcomer. */
	private static final int PLACES = 20;

	private static final int FRAGMENT = 100;

	@RegisterExtension
	final Endpoints endpoints = new Endpoints();

	private final List<UdpProbe> strangers = new ArrayList<>();

	@AfterEach
	void leave() {
		this.strangers.forEach(UdpProbe::close);
	}

	@Test
	void shouldForgetLongestSilentWhenAllHaveBegunMessages() throws Exception {
		VstpServer server = this.endpoints.udpServer(CrowdedServerIT::count,
				(options) -> options.maxUnvalidatedPeers(PLACES));
		SocketAddress address = server.address(Transport.UDP);
		long start = System.nanoTime();
		for (int i = 0; i < PLACES; i++) {
			UdpProbe stranger = new UdpProbe(address);
			this.strangers.add(stranger);
			stranger.send(fragment(0));
		}
		this.strangers.get(0).send(fragment(0));
		await().until(() -> server.sessions().size() == PLACES);
		UdpSession session = (UdpSession) server.sessions().iterator().next();
		long bytes = budget(session, ReassemblyBudget::bytes);
		assertThat(bytes).isGreaterThanOrEqualTo(PLACES * FRAGMENT);
		try (UdpProbe newcomer = new UdpProbe(address)) {
			await().until(() -> !newcomer.send(request()).drain().isEmpty());
			assertThat(System.nanoTime() - start).as("refused while all might go on")
				.isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
			List<SocketAddress> left = new ArrayList<>(this.strangers.stream().map(UdpProbe::address).toList());
			left.remove(1);
			left.add(newcomer.address());
			assertThat(addresses(server)).containsExactlyInAnyOrderElementsOf(left);
		}
		assertThat(budget(session, ReassemblyBudget::reassemblies)).isEqualTo(PLACES - 1);
		assertThat(budget(session, ReassemblyBudget::bytes)).isEqualTo(bytes / PLACES * (PLACES - 1));
		UdpProbe patient = this.strangers.get(0).send(fragment(1));
		assertThat(new String(patient.receive().payload(), StandardCharsets.UTF_8))
			.isEqualTo(Integer.toString(2 * FRAGMENT));
	}

	private static Part1Frame fragment(int index) {
		return UdpProbe.frame(FrameType.DATA, FrameFlags.FRAG, new byte[FRAGMENT], "frag-id", "1", "frag-index",
				Integer.toString(index), "frag-total", "2");
	}

	private static Part1Frame request() {
		return UdpProbe.frame(FrameType.DATA, FrameFlags.REQ_ACK, new byte[FRAGMENT], "msg-id", "1");
	}

	private static void count(Exchange exchange) {
		exchange.reply(Frame.data(Headers.EMPTY, Integer.toString(exchange.frame().payload().readableBytes())));
	}

	private static Collection<SocketAddress> addresses(VstpServer server) {
		return server.sessions()
			.stream()
			.<SocketAddress>map((session) -> ((UdpSession) session).remoteAddress())
			.toList();
	}

	private static <T> T budget(UdpSession session, Function<ReassemblyBudget, T> figure) throws Exception {
		CompletableFuture<T> result = new CompletableFuture<>();
		session.port().execute(() -> result.complete(figure.apply(session.port().budget())));
		return result.get(10, TimeUnit.SECONDS);
	}

}
