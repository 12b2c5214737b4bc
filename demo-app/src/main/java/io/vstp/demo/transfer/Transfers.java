package io.vstp.demo.transfer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vstp.demo.digest.Sha256;
import io.vstp.demo.live.EventLog;
import io.vstp.demo.live.LiveView;
import io.vstp.demo.web.BusyException;
import io.vstp.spring.client.VstpTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Sends generated content as one message over UDP, whose SHA-256 the server answers: one
 * at a time, as each is held in memory twice. Nothing is stored.
 */
@Component
class Transfers implements LiveView {

	private static final int MAX_SHOWN = 5;

	private final VstpTemplate template;

	private final TransferProperties properties;

	private final SentDatagrams datagrams;

	private final EventLog events;

	private final Deque<Transfer> ended = new ArrayDeque<>();

	private final AtomicBoolean busy = new AtomicBoolean();

	private @Nullable Running running;

	private int count;

	Transfers(VstpTemplate template, TransferProperties properties, SentDatagrams datagrams, EventLog events) {
		this.template = template;
		this.properties = properties;
		this.datagrams = datagrams;
		this.events = events;
	}

	/**
	 * Begins to send.
	 * @param size how many bytes
	 * @return what goes on now
	 * @throws BusyException if another one is under way
	 */
	Transfer start(int size) {
		if (!this.busy.compareAndSet(false, true)) {
			throw new BusyException("A file is under way already, and one at a time is sent");
		}
		try {
			byte[] content = new byte[size];
			new SplittableRandom().nextBytes(content);
			return start(content, Sha256.hex(content));
		}
		catch (Throwable ex) {
			this.busy.set(false);
			throw ex;
		}
	}

	private synchronized Transfer start(byte[] content, String sha256) {
		Transfer transfer = Transfer.begun(++this.count, content.length, sha256);
		long sent = this.datagrams.sent();
		long sentAgain = this.datagrams.sentAgain();
		CompletableFuture<String> answer = this.template.to(this.properties.destination())
			.header("op", "sha256")
			.payload(content)
			.timeout(this.properties.timeout())
			.exchangeAsync(String.class);
		this.running = new Running(transfer, answer, System.nanoTime(), sent, sentAgain);
		this.events.action("A file of %s goes by UDP".formatted(megabytes(content.length)));
		answer.whenComplete(this::end);
		return transfer;
	}

	/**
	 * Gives up what is under way, if there is something.
	 */
	void cancel() {
		Running cancelled;
		synchronized (this) {
			cancelled = this.running;
		}
		if (cancelled != null) {
			cancelled.answer().cancel(false);
		}
	}

	private synchronized void end(@Nullable String sha256, @Nullable Throwable failure) {
		Running last = this.running;
		if (last == null) {
			return;
		}
		this.running = null;
		this.busy.set(false);
		Transfer transfer = progress(last);
		if (sha256 != null) {
			transfer = transfer.answered(sha256);
		}
		else if (last.answer().isCancelled()) {
			transfer = transfer.ended("cancelled", null);
		}
		else {
			transfer = transfer.ended("failed", (failure != null) ? failure.getMessage() : null);
		}
		this.ended.addFirst(transfer);
		if (this.ended.size() > MAX_SHOWN) {
			this.ended.removeLast();
		}
		tell(transfer);
	}

	private void tell(Transfer transfer) {
		String text = "The file of %s is %s after %.1f s".formatted(megabytes(transfer.size()), transfer.state(),
				transfer.millis() / 1000.0);
		if (transfer.state().equals("intact")) {
			this.events.good(text + ": its SHA-256 is what was sent");
		}
		else {
			this.events.bad(text);
		}
	}

	private Transfer progress(Running current) {
		return current.transfer()
			.progress(this.datagrams.sent() - current.sentBefore(),
					this.datagrams.sentAgain() - current.sentAgainBefore(),
					Duration.ofNanos(System.nanoTime() - current.startedAt()));
	}

	@Override
	public String name() {
		return "transfers";
	}

	/**
	 * Returns the transfers, the latest first.
	 */
	@Override
	public synchronized List<Transfer> view() {
		Deque<Transfer> all = new ArrayDeque<>(this.ended);
		if (this.running != null) {
			all.addFirst(progress(this.running));
		}
		return List.copyOf(all);
	}

	private static String megabytes(long size) {
		return "%d MB".formatted(size / 1_048_576);
	}

	private record Running(Transfer transfer, CompletableFuture<String> answer, long startedAt, long sentBefore,
			long sentAgainBefore) {

	}

}
