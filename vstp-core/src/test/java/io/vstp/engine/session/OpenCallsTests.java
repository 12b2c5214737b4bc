package io.vstp.engine.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which answer belongs to which call.
 */
class OpenCallsTests {

	private final OpenCalls calls = new OpenCalls();

	private final List<String> ends = Collections.synchronizedList(new ArrayList<>());

	@Test
	void shouldMatchByCorrelationIdWhenReplyHasOne() {
		request("a");
		request("b");
		assertThat(reply("correlation-id", "b")).isTrue();
		assertThat(reply("correlation-id", "b")).isFalse();
		assertThat(reply("correlation-id", "c")).isFalse();
		assertThat(reply("correlation-id", "a")).isTrue();
		assertThat(this.ends).containsExactly("b replied", "a replied");
		assertThat(this.calls.isEmpty()).isTrue();
	}

	@Test
	void shouldMatchOldestWhenReplyHasNoCorrelationId() {
		request("z");
		request("a");
		request("m");
		assertThat(this.calls.remove("a", call("a"))).isTrue();
		assertThat(reply()).isTrue();
		assertThat(reply()).isTrue();
		assertThat(reply()).isFalse();
		assertThat(this.ends).containsExactly("z replied", "m replied");
	}

	@Test
	void shouldMatchAcknowledgementsOfTheirOwnWhenAcked() {
		request("1");
		acknowledgement("1");
		acknowledgement("2");
		acknowledgement("3");
		this.calls.acknowledged("2");
		this.calls.acknowledged(null);
		this.calls.acknowledged("9");
		this.calls.acknowledged(null);
		this.calls.acknowledged(null);
		assertThat(this.ends).containsExactly("2 acknowledged", "1 acknowledged", "3 acknowledged");
		assertThat(this.calls.isEmpty()).isFalse();
	}

	@Test
	void shouldFailWhatErrorNamesWhenItComes() {
		request("r1");
		request("r2");
		acknowledgement("m1");
		acknowledgement("m2");
		this.calls.failed(Headers.of("code", "no-handler", "correlation-id", "r2"));
		this.calls.failed(Headers.of("code", "overloaded", "msg-id", "m2"));
		this.calls.failed(Headers.of("code", "overloaded", "correlation-id", "gone"));
		this.calls.failed(Headers.of("code", "overloaded", "msg-id", "gone"));
		this.calls.failed(Headers.of("code", "handler-failed", "correlation-id", "gone", "msg-id", "m1"));
		assertThat(this.ends).containsExactly("r2 failed with no-handler", "m2 failed with overloaded",
				"m1 failed with handler-failed");
		this.calls.failed(Headers.of("code", "teapot"));
		this.calls.failed(Headers.of("code", "teapot"));
		assertThat(this.ends).hasSize(4).last().isEqualTo("r1 failed with teapot");
	}

	@Test
	void shouldFailOldestAcknowledgementWhenErrorNamesNothingAndNoRequestIsOpen() {
		acknowledgement("m1");
		acknowledgement("m2");
		this.calls.failed(Headers.EMPTY);
		assertThat(this.ends).containsExactly("m1 failed with null");
	}

	@Test
	void shouldRefuseSecondCallWhenIdIsOpen() {
		request("a");
		acknowledgement("a");
		assertThat(this.calls.addRequest("a", call("other"))).isFalse();
		assertThat(this.calls.addAcknowledgement("a", call("other"))).isFalse();
		assertThat(this.calls.remove("a", call("other"))).isFalse();
		reply("correlation-id", "a");
		request("a");
		assertThat(this.ends).containsExactly("a replied");
	}

	@Test
	void shouldTakeAllOnceWhenConnectionEnds() {
		request("a");
		acknowledgement("1");
		request("b");
		assertThat(this.calls.takeAll()).hasSize(3).containsExactly(call("a"), call("b"), call("1"));
		assertThat(this.calls.takeAll()).isEmpty();
		assertThat(this.calls.isEmpty()).isTrue();
		assertThat(reply()).isFalse();
	}

	@Test
	void shouldEndEachCallOnceWhenThreadsRace() throws Exception {
		Random random = new Random(Seeds.next());
		int count = 20_000;
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			CountDownLatch start = new CountDownLatch(3);
			long[] seeds = { random.nextLong(), random.nextLong() };
			Future<?> caller = threads.submit(() -> {
				together(start);
				for (int i = 0; i < count; i++) {
					request("r" + i);
				}
			});
			Future<?> answers = threads.submit(() -> {
				together(start);
				Random dice = new Random(seeds[0]);
				while (!caller.isDone() || !this.calls.isEmpty()) {
					if (dice.nextInt(3) == 0) {
						reply();
					}
					else {
						reply("correlation-id", "r" + dice.nextInt(count));
					}
				}
			});
			Future<?> losses = threads.submit(() -> {
				together(start);
				Random dice = new Random(seeds[1]);
				while (!caller.isDone() || !this.calls.isEmpty()) {
					if (dice.nextInt(1_000) == 0) {
						this.calls.takeAll().forEach((call) -> call.lost("gone"));
					}
				}
			});
			caller.get(30, TimeUnit.SECONDS);
			answers.get(30, TimeUnit.SECONDS);
			losses.get(30, TimeUnit.SECONDS);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.ends).hasSize(count);
		assertThat(this.ends.stream().map((end) -> end.split(" ")[0]).distinct()).hasSize(count);
	}

	private static void together(CountDownLatch start) {
		start.countDown();
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private RecordingCall call(String name) {
		return new RecordingCall(name, this.ends);
	}

	private void request(String id) {
		assertThat(this.calls.addRequest(id, call(id))).isTrue();
	}

	private void acknowledgement(String id) {
		assertThat(this.calls.addAcknowledgement(id, call(id))).isTrue();
	}

	private boolean reply(String... headers) {
		return this.calls.reply(Frame.data(Headers.of(headers), "x"));
	}

}
