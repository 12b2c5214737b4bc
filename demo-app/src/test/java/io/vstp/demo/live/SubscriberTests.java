package io.vstp.demo.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Subscriber}.
 */
class SubscriberTests {

	private final List<Runnable> tasks = new ArrayList<>();

	private final RecordingEmitter emitter = new RecordingEmitter();

	private final Subscriber subscriber = new Subscriber(this.emitter, this.tasks::add, 2);

	@Test
	void shouldSendWhenNothingIsOnItsWay() {
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		this.tasks.remove(0).run();
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		this.tasks.remove(0).run();
		assertThat(this.emitter.sent).isEqualTo(2);
	}

	@Test
	void shouldBeGivenUpWhenTooManyAreMissed() {
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		assertThat(this.subscriber.offer("snapshot", "{}")).isFalse();
		assertThat(this.tasks).hasSize(1);
		this.subscriber.end();
		assertThat(this.emitter.completed).isFalse();
	}

	@Test
	void shouldForgetWhatWasMissedWhenItCatchesUp() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
			assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
			this.tasks.remove(0).run();
		}
	}

	@Test
	void shouldBeGivenUpWhenNobodyCanSend() {
		Subscriber without = new Subscriber(this.emitter, (task) -> {
			throw new RejectedExecutionException();
		}, 2);
		assertThat(without.offer("snapshot", "{}")).isFalse();
	}

	@Test
	void shouldEndWhenNothingIsOnItsWay() {
		this.subscriber.end();
		assertThat(this.emitter.completed).isTrue();
		assertThat(this.subscriber.offer("snapshot", "{}")).isFalse();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void shouldEndWhenWhatIsOnItsWayHasArrived() {
		this.subscriber.offer("snapshot", "{}");
		this.subscriber.end();
		assertThat(this.emitter.completed).isFalse();
		this.tasks.remove(0).run();
		assertThat(this.emitter.sent).isOne();
		assertThat(this.emitter.completed).isTrue();
	}

	@Test
	void shouldLeaveRequestToContainerWhenPageIsGone() {
		this.emitter.problem = new IOException("Broken pipe");
		assertThat(this.subscriber.offer("snapshot", "{}")).isTrue();
		this.tasks.remove(0).run();
		assertThat(this.subscriber.offer("snapshot", "{}")).isFalse();
		this.subscriber.end();
		assertThat(this.emitter.completed).isFalse();
		assertThat(this.emitter.failure).isNull();
	}

	@Test
	void shouldTellContainerWhenSnapshotCannotBeSent() {
		this.emitter.problem = new IllegalStateException("Failed to send");
		this.subscriber.offer("snapshot", "{}");
		this.tasks.remove(0).run();
		assertThat(this.emitter.failure).hasMessage("Failed to send");
		assertThat(this.subscriber.offer("snapshot", "{}")).isFalse();
	}

	@Test
	void shouldAcceptThatContainerWasFasterWhenItEnds() {
		this.emitter.endedByContainer = true;
		this.subscriber.end();
		assertThat(this.emitter.completed).isFalse();
	}

	@Test
	void shouldAcceptThatContainerWasFasterWhenSnapshotCannotBeSent() {
		this.emitter.endedByContainer = true;
		this.emitter.problem = new IllegalStateException("Failed to send");
		this.subscriber.offer("snapshot", "{}");
		this.tasks.remove(0).run();
		assertThat(this.emitter.failure).isNull();
		assertThat(this.subscriber.offer("snapshot", "{}")).isFalse();
	}

	/**
	 * An emitter without a page.
	 */
	private static final class RecordingEmitter extends SseEmitter {

		private int sent;

		private Exception problem;

		private boolean endedByContainer;

		private boolean completed;

		private Throwable failure;

		@Override
		public void send(SseEventBuilder builder) throws IOException {
			if (this.problem instanceof IOException ex) {
				throw ex;
			}
			if (this.problem instanceof IllegalStateException ex) {
				throw ex;
			}
			this.sent++;
		}

		@Override
		public void complete() {
			checkOpen();
			this.completed = true;
		}

		@Override
		public void completeWithError(Throwable failure) {
			checkOpen();
			this.failure = failure;
		}

		private void checkOpen() {
			if (this.endedByContainer) {
				throw new IllegalStateException("The call to AsyncListener.onError() had returned");
			}
		}

	}

}
