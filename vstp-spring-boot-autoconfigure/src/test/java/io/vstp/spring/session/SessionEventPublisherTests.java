package io.vstp.spring.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

import io.vstp.engine.session.CloseReason;
import io.vstp.observe.Side;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SessionEventPublisher}.
 */
class SessionEventPublisherTests {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final List<Object> published = new ArrayList<>();

	private boolean listened = true;

	private volatile boolean full;

	private final SessionEventPublisher publisher = new SessionEventPublisher(Side.SERVER, "vstp", () -> this.listened,
			this::execute, this.published::add);

	@Test
	void shouldPublishEndAfterStartHoweverTheExecutorOrdersThem() {
		VstpSession session = session();
		this.publisher.sessionStarted(session);
		this.publisher.sessionEnded(session, CloseReason.PEER_BYE);
		assertThat(this.tasks).hasSize(1);
		assertThat(this.publisher.settled()).isNotDone();
		runAll();
		assertThat(this.published).hasSize(2);
		assertThat(this.published.get(0)).isInstanceOf(VstpSessionStartedEvent.class);
		assertThat(this.published.get(1)).isInstanceOfSatisfying(VstpSessionEndedEvent.class, (event) -> {
			assertThat(event.getSession()).isSameAs(session);
			assertThat(event.getReason()).isEqualTo(CloseReason.PEER_BYE);
			assertThat(event.getSide()).isEqualTo(Side.SERVER);
			assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
		});
		assertThat(this.publisher.settled()).isCompleted();
		assertThat(this.publisher.waiting()).isZero();
	}

	@Test
	void shouldDoNothingWhenNobodyListens() {
		this.listened = false;
		VstpSession session = session();
		this.publisher.sessionStarted(session);
		this.publisher.sessionEnded(session, CloseReason.LOCAL);
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void shouldPassOverStartAndEndWhenTooManyWait() {
		for (int i = 0; i < SessionEventPublisher.MAX_WAITING; i++) {
			this.publisher.sessionStarted(session());
		}
		VstpSession passedOver = session();
		this.publisher.sessionStarted(passedOver);
		runAll();
		this.publisher.sessionEnded(passedOver, CloseReason.LOCAL);
		runAll();
		assertThat(this.published).hasSize(SessionEventPublisher.MAX_WAITING);
		this.publisher.sessionStarted(passedOver);
		runAll();
		assertThat(this.published).hasSize(SessionEventPublisher.MAX_WAITING + 1);
	}

	@Test
	void shouldTellOfEndOnceThereIsAThreadAgain() {
		VstpSession session = session();
		this.publisher.sessionStarted(session);
		runAll();
		this.full = true;
		this.publisher.sessionEnded(session, CloseReason.LOCAL);
		assertThat(this.publisher.settled()).isNotDone();
		this.full = false;
		await().until(() -> !this.tasks.isEmpty());
		runAll();
		assertThat(this.published).last().isInstanceOf(VstpSessionEndedEvent.class);
		assertThat(this.publisher.settled()).isCompleted();
	}

	@Test
	void shouldPassOverStartAndEndWhenThereIsNoThread() {
		this.full = true;
		VstpSession session = session();
		this.publisher.sessionStarted(session);
		this.full = false;
		this.publisher.sessionEnded(session, CloseReason.LOCAL);
		runAll();
		assertThat(this.published).isEmpty();
		assertThat(this.publisher.waiting()).isZero();
	}

	@Test
	void shouldGoOnWhenListenerFails() {
		SessionEventPublisher failing = new SessionEventPublisher(Side.CLIENT, "peer", () -> true, Runnable::run,
				(event) -> {
					this.published.add(event);
					throw new IllegalStateException("the listener fails");
				});
		VstpSession session = session();
		failing.sessionStarted(session);
		failing.sessionEnded(session, CloseReason.LOCAL);
		assertThat(this.published).hasSize(2);
		assertThat(failing.waiting()).isZero();
	}

	private void execute(Runnable task) {
		if (this.full) {
			throw new RejectedExecutionException();
		}
		this.tasks.add(task);
	}

	private void runAll() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private static VstpSession session() {
		VstpSession session = mock(VstpSession.class);
		given(session.openedAt()).willReturn(Instant.now());
		return session;
	}

}
