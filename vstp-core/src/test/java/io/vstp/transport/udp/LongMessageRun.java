package io.vstp.transport.udp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.netty.util.internal.PlatformDependent;
import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.relay.UdpRelay;
import io.vstp.server.VstpServer;
import io.vstp.server.VstpServerOptions;
import io.vstp.transport.Exchange;
import io.vstp.transport.UdpListenerOptions;
import io.vstp.transport.UdpOptions;

/**
 * Sends 100 MiB in one message through a relay, and short messages beside it. Also a
 * program of its own, to be run with little memory: the loss rate and a seed are its
 * arguments.
 */
public final class LongMessageRun {

	static final int LENGTH = 100 * 1024 * 1024;

	/** Of a datagram with a short message or an ACK, at the most. */
	private static final int SHORT = 300;

	private static final int IDLE_MESSAGES = 200;

	private static final Duration TIMEOUT = Duration.ofSeconds(50);

	private final LongAdder sentBytes = new LongAdder();

	private final List<Long> idle = new ArrayList<>();

	private final List<Long> busy = new ArrayList<>();

	private final byte[] payload = new byte[LENGTH];

	private final double loss;

	private final long seed;

	private long peakHeap;

	private long peakDirect;

	private LongMessageRun(double loss, long seed) {
		this.loss = loss;
		this.seed = seed;
		new Random(seed).nextBytes(this.payload);
	}

	public static void main(String... args) throws Exception {
		Result result = run(Double.parseDouble(args[0]), Long.parseLong(args[1]));
		System.out.println(result);
		result.check();
		// Whatever thread is left must not keep the program.
		System.exit(0);
	}

	static Result run(double loss, long seed) throws Exception {
		return new LongMessageRun(loss, seed).run();
	}

	private Result run() throws Exception {
		// On the event loop the digest would hold up all else that the server does.
		ExecutorService handlers = Executors.newFixedThreadPool(2);
		VstpServer server = VstpServer.create(VstpServerOptions.builder()
			.tcp(false)
			.udp(UdpListenerOptions.builder().bindAddress(new InetSocketAddress("127.0.0.1", 0)).build())
			.executor(handlers)
			.build(), LongMessageRun::handle);
		server.start();
		try (server;
				UdpRelay relay = UdpRelay.builder(server.address(Transport.UDP))
					.seed(this.seed)
					.loss(this.loss)
					.start();
				VstpClient client = VstpClient.create(options(relay))) {
			return run(client, relay);
		}
		finally {
			handlers.shutdown();
		}
	}

	private VstpClientOptions options(UdpRelay relay) {
		return VstpClientOptions.builder("127.0.0.1", relay.address().getPort())
			.transport(Transport.UDP)
			.callTimeout(Duration.ofSeconds(20))
			// Of some thousand short messages none gets lost for good.
			.udp(UdpOptions.builder().maxRetries(8).build())
			.observer(new VstpObserver() {
				@Override
				public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
					// The short messages beside it are none of its overhead.
					if (bytes > SHORT) {
						LongMessageRun.this.sentBytes.add(bytes);
					}
				}
			})
			.build();
	}

	private static void handle(Exchange exchange) {
		Frame frame = exchange.frame();
		if (frame.payload().readableBytes() < LENGTH) {
			exchange.complete();
			return;
		}
		MessageDigest digest = sha256();
		for (var part : frame.payload().nioBuffers()) {
			digest.update(part);
		}
		exchange.reply(Frame.data(Headers.EMPTY, HexFormat.of().formatHex(digest.digest())));
	}

	private Result run(VstpClient client, UdpRelay relay) throws IOException {
		for (int i = 0; i < IDLE_MESSAGES; i++) {
			this.idle.add(roundTrip(client));
		}
		this.sentBytes.reset();
		long forwardedBefore = relay.toServer().forwardedBytes();
		long start = System.nanoTime();
		CompletableFuture<Frame> call = client.exchange(Frame.data(Headers.of("file-id", "f1"), this.payload), TIMEOUT);
		while (!call.isDone()) {
			this.busy.add(roundTrip(client));
			look();
		}
		Frame reply = call.join();
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		boolean equal = reply.payloadText().equals(HexFormat.of().formatHex(sha256().digest(this.payload)));
		reply.release();
		return new Result(this.loss, millis, equal, this.sentBytes.sum(),
				relay.toServer().forwardedBytes() - forwardedBefore, micros(this.idle, 0.5), this.busy.size(),
				micros(this.busy, 0.5), micros(this.busy, 0.99), micros(this.busy, 1), this.peakHeap, peakHeapSize(),
				this.peakDirect);
	}

	// Every one has to be acknowledged.
	private static long roundTrip(VstpClient client) {
		long start = System.nanoTime();
		client.sendWithAck(Frame.data(Headers.of("sensor-id", "temp-001"), new byte[64]), null).join();
		return System.nanoTime() - start;
	}

	private void look() {
		Runtime runtime = Runtime.getRuntime();
		this.peakHeap = Math.max(this.peakHeap, runtime.totalMemory() - runtime.freeMemory());
		this.peakDirect = Math.max(this.peakDirect, PlatformDependent.usedDirectMemory());
	}

	private static long peakHeapSize() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.mapToLong((pool) -> pool.getPeakUsage().getUsed())
			.sum();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long micros(List<Long> nanos, double part) {
		List<Long> sorted = nanos.stream().sorted().toList();
		return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1_000;
	}

	/**
	 * What came out.
	 *
	 * @param loss which part of the datagrams was lost, each way
	 * @param millis how long the message took, with its reply
	 * @param equal whether the other end has the same bytes
	 * @param sentBytes what the client sent meanwhile, in all datagrams of the message
	 * @param forwardedBytes what of it the relay passed on
	 * @param idleMicros the median round trip of a short message before
	 * @param shortMessages how many short messages there were beside the long one, each
	 * of which was acknowledged
	 * @param p50Micros their median round trip
	 * @param p99Micros the round trip that one in a hundred exceeds
	 * @param maxMicros the longest
	 * @param peakHeap the most bytes of heap that were seen in use
	 * @param peakPools the sum of the peaks of all parts of the heap
	 * @param peakDirect the most bytes that Netty had outside the heap
	 */
	record Result(double loss, long millis, boolean equal, long sentBytes, long forwardedBytes, long idleMicros,
			int shortMessages, long p50Micros, long p99Micros, long maxMicros, long peakHeap, long peakPools,
			long peakDirect) {

		double overhead() {
			return (double) this.sentBytes / LENGTH;
		}

		void check() {
			if (!this.equal) {
				throw new IllegalStateException("The message was damaged");
			}
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT,
					"100 MiB at %.0f%% loss: %d ms, sent %.4f x payload (%d bytes, %d of them passed on); "
							+ "64 bytes acknowledged: idle p50 %d us; beside it %d messages, p50 %d us, p99 %d us, "
							+ "max %d us; heap seen %d MiB (pools' peaks %d MiB), direct %d MiB",
					100 * this.loss, this.millis, overhead(), this.sentBytes, this.forwardedBytes, this.idleMicros,
					this.shortMessages, this.p50Micros, this.p99Micros, this.maxMicros, this.peakHeap >> 20,
					this.peakPools >> 20, this.peakDirect >> 20);
		}

	}

}
