package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConcurrencyLimit}.
 */
class ConcurrencyLimitTests {

	private static final int MANY = 100_000;

	private final List<ConcurrencyLimit.Permit> running = new ArrayList<>();

	private int rejected;

	@Test
	void shouldRejectAllThatWaitWhenThereIsNoThreadHoweverMany() {
		ConcurrencyLimit limit = new ConcurrencyLimit(1);
		Call call = new Call((task) -> {
			throw new RejectedExecutionException();
		});
		for (int i = 0; i <= MANY; i++) {
			limit.run(call);
		}
		assertThat(this.running).hasSize(1);
		this.running.get(0).release();
		assertThat(this.rejected).isEqualTo(MANY);
		limit.run(call);
		assertThat(this.running).as("the place is free again").hasSize(2);
	}

	private final class Call implements ConcurrencyLimit.Call {

		private final Executor executor;

		Call(Executor executor) {
			this.executor = executor;
		}

		@Override
		public void run(ConcurrencyLimit.Permit permit) {
			ConcurrencyLimitTests.this.running.add(permit);
		}

		@Override
		public Executor executor() {
			return this.executor;
		}

		@Override
		public void rejected() {
			ConcurrencyLimitTests.this.rejected++;
		}

	}

}
