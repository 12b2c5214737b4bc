package io.vstp.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Each power of the relay by itself, and that it has none where nothing is set.
 */
class UdpRelayIT {

	private static final long SEED = Long.getLong("vstp.seed", 1);

	private static final int PATIENCE = 10_000;

	private static final List<Integer> THOUSAND = IntStream.range(0, 1_000).boxed().toList();

	@Test
	void shouldForwardBothWaysInOrderWhenNothingIsSet() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay)) {
			assertThat(pair.numbers(1_000)).isEqualTo(THOUSAND);
			byte[] largest = new byte[65_507];
			largest[65_506] = 1;
			for (byte[] content : List.of("there".getBytes(StandardCharsets.UTF_8), largest)) {
				pair.sendToServer(content);
				assertThat(pair.receiveAtServer(PATIENCE)).isEqualTo(content);
				pair.sendToClient(content);
				assertThat(pair.receiveAtClient(PATIENCE)).isEqualTo(content);
			}
			assertThat(pair.relay().toServer().received()).isEqualTo(1_002);
			assertThat(pair.relay().toServer().forwarded()).isEqualTo(1_002);
			assertThat(pair.relay().toServer().forwardedBytes()).isEqualTo(20_000 + 5 + 65_507);
			assertThat(pair.relay().toClient().forwarded()).isEqualTo(2);
			assertThat(pair.relay().toClient().forwardedBytes()).isEqualTo(5 + 65_507);
			assertThat(pair.relay().toServer().dropped() + pair.relay().toClient().dropped()).isZero();
		}
	}

	@Test
	void shouldKeepClientsApartWhenThereAreSeveral() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay); DatagramSocket other = new DatagramSocket()) {
			byte[] content = { 1 };
			pair.sendToServer(content);
			pair.receiveAtServer(PATIENCE);
			other.send(new DatagramPacket(new byte[] { 2 }, 1, pair.relay().address()));
			assertThat(pair.receiveAtServer(PATIENCE)).containsExactly(2);
			pair.sendToClient(new byte[] { 3 });
			DatagramPacket answer = new DatagramPacket(new byte[10], 10);
			other.setSoTimeout(PATIENCE);
			other.receive(answer);
			assertThat(answer.getData()).startsWith(3);
			assertThat(answer.getSocketAddress()).isEqualTo(pair.relay().address());
			assertThat(pair.receiveAtClient(1)).isNull();
		}
	}

	@Test
	void shouldLoseSameDatagramsWhenSeedIsSame() throws IOException {
		long seed = SEED;
		List<List<Integer>> runs = new ArrayList<>();
		for (long next : new long[] { seed, seed, seed + 1 }) {
			try (UdpPair pair = new UdpPair((relay) -> relay.seed(next).loss(0.1))) {
				runs.add(pair.numbers(10_000));
				UdpLeg leg = pair.relay().toServer();
				assertThat(leg.dropped()).isCloseTo(1_000, within(150L)).isEqualTo(10_000 - leg.forwarded());
				assertThat(runs.get(runs.size() - 1)).hasSize((int) leg.forwarded()).isSorted();
			}
		}
		assertThat(runs.get(1)).isEqualTo(runs.get(0)).isNotEqualTo(runs.get(2));
	}

	@Test
	void shouldDoubleWhenDuplicationIsSet() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.seed(SEED).duplication(0.1))) {
			List<Integer> numbers = pair.numbers(1_000);
			UdpLeg leg = pair.relay().toServer();
			assertThat(new HashSet<>(numbers)).hasSize(1_000);
			assertThat(leg.duplicated()).isCloseTo(100, within(50L)).isEqualTo(numbers.size() - 1_000);
			assertThat(leg.forwarded()).isEqualTo(numbers.size());
			assertThat(leg.received()).isEqualTo(1_000);
		}
	}

	@Test
	void shouldReorderWithinBoundsWhenReorderingIsSet() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.seed(SEED).reordering(0.1))) {
			List<Integer> numbers = pair.numbers(1_000);
			assertThat(numbers).containsExactlyInAnyOrderElementsOf(THOUSAND).isNotEqualTo(THOUSAND);
			assertThat(pair.relay().toServer().reordered()).isCloseTo(100, within(50L));
			int late = 0;
			for (int i = 0; i < numbers.size(); i++) {
				assertThat(i - numbers.get(i)).isBetween(-UdpLeg.MAX_OVERTAKEN - 1, UdpLeg.MAX_OVERTAKEN);
				late += (i > numbers.get(i)) ? 1 : 0;
			}
			assertThat(late).isBetween(40, 150);
		}
	}

	@Test
	void shouldForwardHeldDatagramWhenNoneFollows() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.reordering(1))) {
			pair.sendToServer(new byte[] { 1 });
			assertThat(pair.receiveAtServer(PATIENCE)).containsExactly(1);
		}
	}

	@Test
	void shouldChangeOneByteWhenCorruptionIsSet() throws IOException {
		byte[] content = new byte[100];
		try (UdpPair pair = new UdpPair((relay) -> relay.seed(SEED).corruption(0.5))) {
			int damaged = 0;
			for (int i = 0; i < 200; i++) {
				pair.sendToServer(content);
				byte[] arrived = pair.receiveAtServer(PATIENCE);
				int changes = (int) IntStream.range(0, 100).filter((position) -> arrived[position] != 0).count();
				assertThat(changes).isBetween(0, 1);
				damaged += changes;
			}
			assertThat(damaged).isBetween(60, 140);
			assertThat(pair.relay().toServer().corrupted()).isEqualTo(damaged);
			assertThat(pair.relay().toServer().dropped()).isZero();
		}
	}

	@Test
	void shouldTakeAsLongAsSaidWhenDelayed() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay)) {
			pair.relay().toServer().delay(Duration.ofMillis(30));
			pair.relay().toClient().delay(Duration.ofMillis(20));
			long start = System.nanoTime();
			pair.sendToServer(new byte[] { 1 });
			assertThat(pair.receiveAtServer(PATIENCE)).containsExactly(1);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
			pair.sendToClient(new byte[] { 2 });
			assertThat(pair.receiveAtClient(PATIENCE)).containsExactly(2);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
			assertThat(pair.numbers(1_000)).isEqualTo(THOUSAND);
		}
	}

	@Test
	void shouldLetDatagramsOvertakeWhenJitterIsSet() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.seed(SEED).jitter(Duration.ofMillis(20)))) {
			assertThat(pair.numbers(1_000)).containsExactlyInAnyOrderElementsOf(THOUSAND).isNotEqualTo(THOUSAND);
		}
	}

	@Test
	void shouldDropWhatIsBeyondBoundWhenMuchIsDelayed() throws IOException {
		// All are there before the first is sent on, however slow the machine.
		Duration delay = Duration.ofSeconds(1);
		try (UdpPair pair = new UdpPair((relay) -> relay.delay(delay).maxQueuedBytes(20 * 10))) {
			for (int i = 0; i < 30; i++) {
				pair.sendToServer(new byte[20]);
			}
			await().until(() -> pair.relay().toServer().forwarded() == 10);
			assertThat(pair.relay().toServer().dropped()).isEqualTo(20);
			pair.sendToServer(new byte[20]);
			await().until(() -> pair.relay().toServer().forwarded() == 11);
		}
	}

	@Test
	void shouldDropAllWhenCutUntilRestored() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay)) {
			pair.relay().toServer().cut();
			assertThat(pair.numbers(100)).isEmpty();
			assertThat(pair.relay().toServer().dropped()).isEqualTo(100);
			pair.relay().restore();
			assertThat(pair.numbers(100)).hasSize(100);
			pair.relay().toClient().cut();
			assertThat(pair.numbers(100)).hasSize(100);
			pair.sendToClient(new byte[1]);
			await().until(() -> pair.relay().toClient().dropped() == 1);
			pair.relay().cut();
			assertThat(pair.numbers(100)).isEmpty();
		}
	}

	@Test
	void shouldDropWhatIsOnItsWayWhenCut() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.delay(Duration.ofSeconds(2)))) {
			pair.sendToServer(new byte[1]);
			await().until(() -> pair.relay().toServer().received() == 1);
			pair.relay().cut();
			await().until(() -> pair.relay().toServer().dropped() == 1);
		}
	}

	@Test
	void shouldDropChosenOnesWhenTold() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay)) {
			pair.relay().toServer().dropNext(2);
			assertThat(pair.numbers(5)).containsExactly(2, 3, 4);
			pair.relay().toServer().dropIf((datagram) -> datagram.getInt() % 2 == 0);
			assertThat(pair.numbers(5)).containsExactly(1, 3);
			pair.relay().toServer().dropIf(null).loss(1);
			assertThat(pair.numbers(5)).isEmpty();
			pair.relay().toServer().loss(0);
			assertThat(pair.numbers(5)).hasSize(5);
		}
	}

	@Test
	void shouldDoAllAtOnceWhenAllIsSet() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay.seed(SEED)
			.loss(0.05)
			.duplication(0.05)
			.reordering(0.05)
			.corruption(0.05)
			.delay(Duration.ofMillis(2))
			.jitter(Duration.ofMillis(2)))) {
			List<Integer> numbers = pair.numbers(2_000);
			UdpLeg leg = pair.relay().toServer();
			assertThat(leg.received()).isEqualTo(2_000);
			assertThat(leg.forwarded()).isEqualTo(2_000 - leg.dropped() + leg.duplicated()).isEqualTo(numbers.size());
			assertThat(leg.dropped()).isPositive();
		}
	}

	@Test
	void shouldGoOnWhenServerIsGoneAndComesBack() throws IOException {
		InetSocketAddress address;
		try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
			address = (InetSocketAddress) server.getLocalSocketAddress();
		}
		try (UdpRelay relay = UdpRelay.builder(address).start(); DatagramSocket client = new DatagramSocket()) {
			for (int i = 1; i < 20; i++) {
				client.send(new DatagramPacket(new byte[1], 1, relay.address()));
				long count = i;
				await().until(() -> relay.toServer().received() == count);
			}
			try (DatagramSocket server = new DatagramSocket(address)) {
				server.setSoTimeout(10);
				await().ignoreExceptions().until(() -> {
					client.send(new DatagramPacket(new byte[1], 1, relay.address()));
					server.receive(new DatagramPacket(new byte[1], 1));
					return true;
				});
			}
		}
	}

	@Test
	void shouldLeaveNothingWhenClosed() throws IOException {
		UdpPair pair = new UdpPair((relay) -> relay.delay(Duration.ofHours(1)));
		String name = "udp-relay-" + pair.relay().address().getPort();
		pair.sendToServer(new byte[1]);
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains(name);
		pair.close();
		pair.close();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain(name);
		new DatagramSocket(pair.relay().address()).close();
	}

	@Test
	void shouldForwardToNewTargetWhenItIsSetLater() throws IOException {
		try (UdpRelay relay = UdpRelay.builder().seed(7).start();
				DatagramSocket first = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
				DatagramSocket second = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
				DatagramSocket client = new DatagramSocket()) {
			DatagramPacket packet = new DatagramPacket(new byte[1], 1, relay.address());
			client.send(packet);
			await().until(() -> relay.toServer().dropped() == 1);
			for (DatagramSocket server : List.of(first, second)) {
				relay.target((InetSocketAddress) server.getLocalSocketAddress());
				client.send(packet);
				server.setSoTimeout(10_000);
				server.receive(new DatagramPacket(new byte[1], 1));
			}
			assertThat(relay).asString().contains("seed 7", "received 3, dropped 1, forwarded 2");
		}
	}

	@Test
	void shouldForgetLongestSilentWhenThereAreMoreClientsThanThereIsRoomFor() throws IOException {
		try (UdpPair pair = new UdpPair((relay) -> relay)) {
			for (int i = 0; i < 600; i++) {
				try (DatagramSocket client = new DatagramSocket()) {
					client.send(new DatagramPacket(new byte[1], 1, pair.relay().address()));
					assertThat(pair.receiveAtServer(PATIENCE)).hasSize(1);
				}
			}
			assertThat(pair.numbers(10)).hasSize(10);
		}
	}

	@Test
	void shouldRefuseWhatIsNoRate() {
		UdpLeg leg = new UdpLeg();
		for (double rate : new double[] { -0.1, 1.1, Double.NaN }) {
			assertThatIllegalArgumentException().isThrownBy(() -> leg.loss(rate));
		}
	}

}
