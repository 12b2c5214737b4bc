package io.vstp.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.vstp.relay.TcpPair.Link;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Each power of the relay by itself, and that it has none where nothing is set.
 */
class TcpRelayIT {

	private static final int MUCH = 20_000_000;

	@Test
	void shouldForwardBothWaysWhenNothingIsSet() throws Exception {
		try (TcpPair pair = new TcpPair((relay) -> relay); Link link = pair.connect()) {
			link.shouldCarry(1);
			byte[] content = new byte[MUCH];
			new Random(1).nextBytes(content);
			CompletableFuture<byte[]> arrived = CompletableFuture.supplyAsync(() -> read(link.server()));
			link.client().getOutputStream().write(content);
			link.client().shutdownOutput();
			assertThat(arrived.get()).isEqualTo(content);
			link.server().getOutputStream().write(7);
			link.server().close();
			assertThat(link.client().getInputStream().read()).isEqualTo(7);
			assertThat(link.client().getInputStream().read()).isEqualTo(-1);
			assertThat(pair.relay().toServer().receivedBytes()).isEqualTo(MUCH + 1);
			assertThat(pair.relay().toServer().forwardedBytes()).isEqualTo(MUCH + 1);
			assertThat(pair.relay().toClient().forwardedBytes()).isEqualTo(2);
			await().until(() -> pair.relay().connections() == 0);
			assertThat(pair.relay().accepted()).isEqualTo(1);
		}
	}

	@Test
	void shouldStopReadingWhenNobodyReadsOnTheOtherSide() throws Exception {
		try (TcpPair pair = new TcpPair((relay) -> relay); Link link = pair.connect()) {
			link.client().setSendBufferSize(64 * 1024);
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(link.client(), 2 * MUCH));
			await().during(Duration.ofMillis(200)).until(() -> pair.relay().toServer().receivedBytes(), (bytes) -> {
				assertThat(bytes - pair.relay().toServer().forwardedBytes()).isLessThan(6_000_000);
				return bytes > 0;
			});
			assertThat(written).isNotDone();
			assertThat(link.server().getInputStream().readNBytes(2 * MUCH)).hasSize(2 * MUCH);
			written.get();
		}
	}

	@Test
	void shouldTakeAsLongAsSaidWhenDelayed() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay.delay(Duration.ofMillis(30))); Link link = pair.connect()) {
			long start = System.nanoTime();
			link.shouldCarry(1);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
			pair.relay().delay(Duration.ZERO);
			link.shouldCarry(2);
			pair.relay().toServer().delay(Duration.ofMillis(20));
			link.client().getOutputStream().write(3);
			link.client().close();
			assertThat(link.server().getInputStream().readAllBytes()).containsExactly(3);
		}
	}

	@Test
	void shouldForwardAllWhenMuchIsDelayedAndNothingFollows() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay.delay(Duration.ofMillis(50))); Link link = pair.connect()) {
			link.client().getOutputStream().write(new byte[1_000_000]);
			assertThat(link.server().getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
		}
	}

	@Test
	void shouldLetOnlySoManyBytesPassWhenThrottled() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay); Link link = pair.connect()) {
			pair.relay().toServer().throttle(100_000);
			long start = System.nanoTime();
			link.client().getOutputStream().write(new byte[30_000]);
			assertThat(link.server().getInputStream().readNBytes(30_000)).hasSize(30_000);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(280));
			pair.relay().toServer().throttle(0);
			link.shouldCarry(1);
		}
	}

	@Test
	void shouldResetAndRefuseWhenCutUntilRestored() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay)) {
			try (Link link = pair.connect()) {
				link.shouldCarry(1);
				pair.relay().cut();
				pair.relay().cut();
				assertThatExceptionOfType(SocketException.class)
					.isThrownBy(() -> link.client().getInputStream().read());
				assertThatExceptionOfType(SocketException.class)
					.isThrownBy(() -> link.server().getInputStream().read());
				assertThat(pair.relay().connections()).isZero();
			}
			assertThatExceptionOfType(ConnectException.class).isThrownBy(pair::connectClient);
			pair.relay().restore();
			pair.relay().restore();
			try (Link link = pair.connect()) {
				link.shouldCarry(2);
			}
		}
	}

	@Test
	void shouldSwallowAndResetOnlyWhatHasHolesWhenBlackhole() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay);
				Link busy = pair.connect();
				Link idle = pair.connect();
				Link ended = pair.connect()) {
			pair.relay().blackhole();
			busy.client().getOutputStream().write(new byte[10]);
			ended.client().close();
			await().until(() -> pair.relay().toServer().swallowedBytes() == 10);
			busy.server().setSoTimeout(50);
			ended.server().setSoTimeout(50);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> busy.server().getInputStream().read())
				.withMessageContaining("timed out");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> ended.server().getInputStream().read())
				.withMessageContaining("timed out");
			try (Socket stranded = pair.connectClient()) {
				stranded.getOutputStream().write(1);
				await().until(() -> pair.relay().toServer().swallowedBytes() == 11);
				pair.relay().restore();
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> stranded.getInputStream().read());
			}
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> busy.client().getInputStream().read());
			ended.server().setSoTimeout(10_000);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ended.server().getInputStream().read());
			idle.shouldCarry(3);
		}
	}

	@Test
	void shouldSwallowOneDirectionWhenOnlyThatIsBlackhole() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay); Link link = pair.connect()) {
			pair.relay().toClient().blackhole();
			link.client().getOutputStream().write(1);
			assertThat(link.server().getInputStream().read()).isEqualTo(1);
			link.server().getOutputStream().write(2);
			await().until(() -> pair.relay().toClient().swallowedBytes() == 1);
			pair.relay().toClient().restore();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> link.client().getInputStream().read());
		}
	}

	@Test
	void shouldPassResetOnWhenOneSideResets() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay); Link link = pair.connect()) {
			link.shouldCarry(1);
			link.server().setSoLinger(true, 0);
			link.server().close();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> link.client().getInputStream().read());
			await().until(() -> pair.relay().connections() == 0);
		}
	}

	@Test
	void shouldForwardToNewTargetWhenItIsSetLater() throws IOException {
		try (TcpRelay relay = TcpRelay.builder().start();
				ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			assertThat(relay.target()).isNull();
			try (Socket refused = new Socket()) {
				refused.setSoTimeout(10_000);
				refused.connect(relay.address());
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> refused.getInputStream().read());
			}
			relay.target((InetSocketAddress) server.getLocalSocketAddress());
			try (Socket client = new Socket()) {
				client.connect(relay.address());
				try (Link link = new Link(client, server.accept())) {
					link.shouldCarry(1);
				}
			}
		}
	}

	@Test
	void shouldResetClientWhenTargetIsGone() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay)) {
			try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
				pair.relay().target((InetSocketAddress) gone.getLocalSocketAddress());
			}
			try (Socket client = pair.connectClient()) {
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
			}
		}
	}

	@Test
	void shouldReleaseWhatWaitsWhenClosed() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay.delay(Duration.ofHours(1))); Link link = pair.connect()) {
			link.client().getOutputStream().write(new byte[100_000]);
			await().until(() -> pair.relay().toServer().receivedBytes() == 100_000);
			pair.relay().close();
			pair.relay().close();
			pair.relay().restore();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(pair::connectClient);
			new ServerSocket(pair.relay().address().getPort(), 1, pair.relay().address().getAddress()).close();
		}
	}

	@Test
	void shouldListenAtSamePortAsOtherProtocolWhenTold() throws IOException {
		try (TcpPair pair = new TcpPair((relay) -> relay.throttle(1));
				UdpRelay udp = UdpRelay.builder().port(pair.relay().address().getPort()).loss(1).start()) {
			assertThat(udp.address()).isEqualTo(pair.relay().address());
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> UdpRelay.builder().port(udp.address().getPort()).start());
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> TcpRelay.builder().port(udp.address().getPort()).start());
			pair.relay().blackhole();
			pair.relay().cut();
			pair.relay().reset();
			try (Link link = pair.connect()) {
				link.shouldCarry(1);
			}
			udp.reset();
			assertThat(udp).asString().contains("loss 0.0");
		}
	}

	@Test
	void shouldRefuseWhatIsOutOfRange() {
		TcpRelay.Builder builder = TcpRelay.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.throttle(-1).start());
		assertThatIllegalArgumentException().isThrownBy(() -> TcpRelay.builder().delay(Duration.ofMillis(-1)).start());
		assertThatIllegalArgumentException().isThrownBy(() -> TcpRelay.builder().delay(Duration.ofDays(2)).start());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TcpRelay.builder(InetSocketAddress.createUnresolved("a.example", 1)));
	}

	private static byte[] read(Socket socket) {
		try {
			return socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(Socket socket, int length) {
		try {
			socket.getOutputStream().write(new byte[length]);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
