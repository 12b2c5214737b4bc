package io.vstp.engine.once;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OnceMemoryTests {

	private static final long WINDOW = 1_000;

	private final OnceMemory<String> memory = new OnceMemory<>(new OnceSettings(3, WINDOW, 100, 150));

	private OnceEntry<String> begin(String id) {
		Arrival<String> arrival = this.memory.arrived(id, false, "first", 0);
		assertThat(arrival.step()).isEqualTo(Arrival.Step.HANDLE);
		return arrival.entry();
	}

	private Arrival<String> again(String id, long now) {
		return this.memory.arrived(id, true, "again", now);
	}

	private static Frame reply(int length) {
		return Frame.data(Headers.EMPTY, new byte[length]);
	}

	@Test
	void shouldHaveSecondWaitWhenFirstIsBeingHandled() {
		OnceEntry<String> entry = begin("a");
		assertThat(again("a", 0).step()).isEqualTo(Arrival.Step.WAIT);
		assertThat(this.memory.acknowledged(entry)).containsExactly("again");
		assertThat(this.memory.acknowledged(entry)).isEmpty();
		assertThat(again("a", 0).step()).isEqualTo(Arrival.Step.ACKNOWLEDGE_AND_WAIT);
		assertThat(this.memory.replied(entry, reply(5), 0)).containsExactly("again", "again");
		assertThat(this.memory.completed(entry, OnceOutcome.NOTHING, 0)).isEmpty();
	}

	@Test
	void shouldAnswerSecondWithReplyWhenFirstWasHandled() {
		this.memory.replied(begin("a"), Frame.data(Headers.of("k", "v"), "hello"), 0);
		Arrival<String> arrival = again("a", 1);
		assertThat(arrival.step()).isEqualTo(Arrival.Step.ANSWER);
		assertThat(arrival.outcome().reply().payloadText()).isEqualTo("hello");
		assertThat(arrival.outcome().reply().header("k")).isEqualTo("v");
		assertThat(again("a", 2).outcome().reply().payloadText()).isEqualTo("hello");
	}

	@Test
	void shouldAnswerSecondWithErrorWhenFirstFailed() {
		this.memory.completed(begin("a"), OnceOutcome.error(ErrorCode.HANDLER_FAILED, "broken"), 0);
		Arrival<String> arrival = again("a", 1);
		assertThat(arrival.outcome().error()).isEqualTo(ErrorCode.HANDLER_FAILED.code());
		assertThat(arrival.outcome().message()).isEqualTo("broken");
	}

	@Test
	void shouldHandleSecondWhenFirstWasRefused() {
		OnceEntry<String> entry = begin("a");
		again("a", 0);
		assertThat(this.memory.forgotten(entry)).containsExactly("again");
		assertThat(again("a", 1).step()).isEqualTo(Arrival.Step.HANDLE);
	}

	@Test
	void shouldSayThatReplyIsGoneWhenItWasTooLongToKeep() {
		this.memory.replied(begin("a"), reply(101), 0);
		assertThat(again("a", 1).outcome().error()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN.code());
		assertThat(this.memory.replyBytes()).isZero();
	}

	@Test
	void shouldDropOldestReplyWhenTheyTakeTooMuch() {
		this.memory.replied(begin("a"), reply(100), 0);
		this.memory.replied(begin("b"), reply(40), 0);
		this.memory.replied(begin("c"), reply(50), 0);
		assertThat(this.memory.replyBytes()).isEqualTo(90);
		assertThat(again("a", 1).outcome().error()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN.code());
		assertThat(again("b", 1).outcome().reply().payload().readableBytes()).isEqualTo(40);
	}

	@Test
	void shouldForgetAfterWindow() {
		this.memory.replied(begin("a"), reply(10), 0);
		assertThat(again("a", WINDOW - 1).step()).isEqualTo(Arrival.Step.ANSWER);
		assertThat(this.memory.arrived("b", false, "b", WINDOW).step()).isEqualTo(Arrival.Step.HANDLE);
		assertThat(this.memory.isKnown("a")).isFalse();
		assertThat(this.memory.replyBytes()).isZero();
	}

	@Test
	void shouldHandleNothingThatWasSentBeforeWhenSomethingHadToBeForgotten() {
		for (String id : new String[] { "a", "b", "c", "d" }) {
			this.memory.completed(begin(id), OnceOutcome.NOTHING, 10);
		}
		assertThat(this.memory.size()).isEqualTo(3);
		Arrival<String> arrival = again("a", 11);
		assertThat(arrival.step()).isEqualTo(Arrival.Step.ANSWER);
		assertThat(arrival.outcome().error()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN.code());
		assertThat(this.memory.arrived("new", false, "new", 11).step()).isEqualTo(Arrival.Step.HANDLE);
		assertThat(again("late", 10 + WINDOW).step()).isEqualTo(Arrival.Step.HANDLE);
	}

	@Test
	void shouldLetLongestWaitingGoWhenTooManyWait() {
		begin("a");
		for (int i = 0; i < 16; i++) {
			assertThat(this.memory.arrived("a", true, "waiter " + i, 0).displaced()).isNull();
		}
		assertThat(this.memory.arrived("a", true, "one more", 0).displaced()).isEqualTo("waiter 0");
	}

}
