package io.vstp.benchmarks.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.benchmarks.harness.Spread;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.Exchange;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.VstpTimeoutException;

/**
 * Sends a long message over UDP, through a relay that loses and delays datagrams, until
 * it is acknowledged. Server, relay and client are in this JVM; each transfer has a new
 * connection, which knows nothing of the way.
 */
public final class TransferRun {

	private static final int MEGABYTE = 1_000_000;

	private static final double NOT_IN_TIME = -1;

	private final TransferOptions options;

	private final PrintStream out;

	private final byte[] payload;

	private TransferRun(TransferOptions options, PrintStream out) {
		this.options = options;
		this.out = out;
		this.payload = new byte[options.megabytes() * MEGABYTE];
		new Random(1).nextBytes(this.payload);
	}

	/**
	 * Runs it and prints the results.
	 * @param args as {@link TransferOptions#USAGE} has them
	 * @throws IOException if a relay could not be started
	 */
	public static void main(String[] args) throws IOException {
		new TransferRun(TransferOptions.parse(Arrays.asList(args)), System.out).run();
	}

	private void run() throws IOException {
		// Has the code compiled.
		transfer(0, 0);
		this.out.printf(Locale.ROOT, "%-8s %-12s %-24s %8s  %s%n", "loss", "round trip", "seconds", "MB/s",
				"datagrams sent again");
		for (long delay : this.options.delayMillis()) {
			for (double loss : this.options.losses()) {
				measure(loss, delay);
			}
		}
	}

	private void measure(double loss, long delayMillis) throws IOException {
		List<Transfer> transfers = new ArrayList<>();
		for (int i = 0; i < this.options.times(); i++) {
			Transfer transfer = transfer(loss, delayMillis);
			if (transfer.seconds() == NOT_IN_TIME) {
				this.out.printf(Locale.ROOT, "%-8s %-12s not within %d s%n", percent(loss), 2 * delayMillis + " ms",
						this.options.limitMillis() / 1_000);
				return;
			}
			transfers.add(transfer);
		}
		Spread seconds = Spread.of(transfers.stream().map(Transfer::seconds).toList());
		this.out.printf(Locale.ROOT, "%-8s %-12s %-24s %8.1f  %s%n", percent(loss), 2 * delayMillis + " ms",
				seconds.format("%.2f"), this.options.megabytes() / seconds.median(),
				Spread.of(transfers.stream().map((transfer) -> 100 * transfer.sentAgain()).toList()).format("%.1f%%"));
	}

	private static String percent(double part) {
		return String.format(Locale.ROOT, "%.1f%%", 100 * part);
	}

	private Transfer transfer(double loss, long delayMillis) throws IOException {
		VstpServerOptions serverOptions = VstpServerOptions.builder()
			.tcp(false)
			.udp(UdpListenerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).build())
			.build();
		try (VstpServer server = VstpServer.create(serverOptions, Exchange::complete)) {
			server.start();
			try (UdpRelay relay = UdpRelay.builder(Objects.requireNonNull(server.address(Transport.UDP)))
				.loss(loss)
				.delay(Duration.ofMillis(delayMillis))
				.start()) {
				return transfer(relay);
			}
		}
	}

	private Transfer transfer(UdpRelay relay) {
		LongAdder sentAgain = new LongAdder();
		VstpClientOptions clientOptions = VstpClientOptions.builder("127.0.0.1", relay.address().getPort())
			.transport(Transport.UDP)
			.handshakeTimeout(Duration.ofSeconds(10))
			.observer(new VstpObserver() {
				@Override
				public void retransmitted(Side side, int datagrams) {
					sentAgain.add(datagrams);
				}
			})
			.build();
		try (VstpClient client = VstpClient.create(clientOptions)) {
			client.connect().join();
			double seconds = transfer(client);
			return new Transfer(seconds, sentAgain.doubleValue() / Math.max(relay.toServer().received(), 1));
		}
	}

	private double transfer(VstpClient client) {
		long start = System.nanoTime();
		try {
			client
				.sendWithAck(Frame.data(Headers.of("file-id", "f1"), this.payload),
						Duration.ofMillis(this.options.limitMillis()))
				.join();
			return (System.nanoTime() - start) / 1e9;
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof VstpTimeoutException) {
				return NOT_IN_TIME;
			}
			throw ex;
		}
	}

	private record Transfer(double seconds, double sentAgain) {
	}

}
