package io.vstp.spring.test.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vstp.client.VstpClient;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.test.client.VstpTestResult.Kind;
import io.vstp.transport.VstpErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server over a socket, opened with the first call and not again before there is
 * another one.
 */
final class SocketPeer implements TestPeer {

	/** Calls end by themselves within their timeout. */
	private static final Duration GRACE = Duration.ofSeconds(5);

	/** What the protocol adds to replies. */
	private static final List<String> PROTOCOL_HEADERS = List.of(HeaderNames.CORRELATION_ID, HeaderNames.MSG_ID,
			HeaderNames.FRAG_ID, HeaderNames.VX, HeaderNames.VX_REPLY, HeaderNames.ADDR_TOKEN);

	private final VstpMessageConverters converters;

	private final Pushes pushes;

	private final VstpClient client;

	SocketPeer(InetSocketAddress address, Transport transport, VstpMessageConverters converters) {
		this.converters = converters;
		this.pushes = new Pushes(converters);
		this.client = VstpClient.create(VstpClientOptions.builder(List.of(address))
			.name("vstp-test-client")
			.transport(transport)
			.pushHandler((exchange) -> {
				this.pushes.add(exchange.frame());
				exchange.complete();
			})
			.build());
		this.client.connectOnDemand();
	}

	@Override
	public VstpMessageConverters converters() {
		return this.converters;
	}

	@Override
	public void send(Frame frame, Duration timeout) {
		TestCalls.await(this.client.send(frame, timeout), timeout.plus(GRACE));
	}

	@Override
	public VstpTestResult sendWithAck(Frame frame, Duration timeout) {
		CompletableFuture<VstpTestResult> result = this.client.sendWithAck(frame, timeout)
			.thenApply((acknowledged) -> VstpTestResult.of(Kind.ACKNOWLEDGED, true, Headers.EMPTY, this.converters));
		return await(result, timeout);
	}

	@Override
	public VstpTestResult exchange(Frame frame, Duration timeout) {
		return await(this.client.exchange(frame, timeout).thenApply(this::result), timeout);
	}

	// A handler that returns nothing is answered for by an empty frame.
	private VstpTestResult result(Frame reply) {
		try {
			boolean empty = !reply.payload().isReadable()
					&& PROTOCOL_HEADERS.containsAll(reply.headers().toMap().keySet());
			return VstpTestResult.of(empty ? Kind.NONE : Kind.REPLY, true, reply, this.converters);
		}
		finally {
			reply.release();
		}
	}

	private VstpTestResult await(CompletableFuture<VstpTestResult> call, Duration timeout) {
		try {
			return TestCalls.await(call, timeout.plus(GRACE));
		}
		catch (VstpErrorException ex) {
			return VstpTestResult.of(Kind.ERROR, false, ex.headers(), this.converters);
		}
	}

	@Override
	public @Nullable VstpTestResult receive(Duration timeout) {
		return this.pushes.take(timeout);
	}

	@Override
	public void close() {
		this.client.close(Duration.ofSeconds(1)).join();
	}

}
