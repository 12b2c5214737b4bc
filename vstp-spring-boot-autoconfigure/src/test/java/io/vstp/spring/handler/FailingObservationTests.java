package io.vstp.spring.handler;

import java.io.IOException;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.observation.AllObservations;
import io.vstp.spring.observation.VstpHandlerObservationContext;
import io.vstp.spring.observation.VstpHandlerObservations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames are answered whatever the application's handlers of observations do.
 */
class FailingObservationTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final HandlerFixture fixture = new HandlerFixture(new VstpHandlerObservations(this.registry,
			new AllObservations(), null, VstpObserver.NONE, null, VstpObserver.NONE), Runnable::run, Handlers.class);

	@AfterEach
	void close() {
		assertThat(this.registry.getCurrentObservation()).isNull();
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "open", "close", "error", "stop" })
	void shouldAnswerAllTheSameWhenObservationFails(String where) {
		Failing failing = new Failing(where);
		this.registry.observationConfig().observationHandler(failing);
		for (Throwable failure : List.of(new IllegalStateException("thrown by a handler of observations"),
				new AssertionError("thrown by a handler of observations"), new IOException("as Kotlin can"))) {
			failing.failure = failure;
			try (TestExchange exchange = handle("plain")) {
				assertThat(exchange.events()).containsExactly("ack", "reply");
			}
			// Twice, for the first must give its permit back.
			for (int i = 0; i < 2; i++) {
				try (TestExchange exchange = handle("fails")) {
					assertThat(exchange.code()).isEqualTo("handler-failed");
				}
			}
			assertThat(this.registry.getCurrentObservation()).isNull();
		}
	}

	@Test
	void shouldCloseScopeForThoseWhoWereToldOfIt() {
		Scopes scopes = new Scopes();
		this.registry.observationConfig().observationHandler(scopes);
		this.registry.observationConfig().observationHandler(new Failing("open"));
		handle("plain").close();
		assertThat(scopes.opened).isPositive();
		assertThat(scopes.open).isZero();
	}

	private TestExchange handle(String op) {
		return this.fixture.handle(Frame.data(Headers.of("op", op).with("correlation-id", "1"), "payload"));
	}

	static class Handlers {

		@VstpHandler(value = "op=plain", concurrency = "1")
		String plain(String payload) {
			return payload;
		}

		@VstpHandler(value = "op=fails", concurrency = "1")
		void fails() {
			throw new IllegalStateException("no");
		}

	}

	/** Counts scopes, as a tracer opens and closes its own. */
	private static final class Scopes implements ObservationHandler<VstpHandlerObservationContext> {

		private int opened;

		private int open;

		@Override
		public void onScopeOpened(VstpHandlerObservationContext context) {
			this.opened++;
			this.open++;
		}

		@Override
		public void onScopeClosed(VstpHandlerObservationContext context) {
			this.open--;
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof VstpHandlerObservationContext;
		}

	}

	/** Throws at one of the steps. */
	private static final class Failing implements ObservationHandler<VstpHandlerObservationContext> {

		private final String where;

		private Throwable failure = new IllegalStateException("thrown by a handler of observations");

		Failing(String where) {
			this.where = where;
		}

		@Override
		public void onStart(VstpHandlerObservationContext context) {
			at("start");
		}

		@Override
		public void onError(VstpHandlerObservationContext context) {
			at("error");
		}

		@Override
		public void onScopeOpened(VstpHandlerObservationContext context) {
			at("open");
		}

		@Override
		public void onScopeClosed(VstpHandlerObservationContext context) {
			at("close");
		}

		@Override
		public void onStop(VstpHandlerObservationContext context) {
			at("stop");
		}

		private void at(String step) {
			if (step.equals(this.where)) {
				Failing.<RuntimeException>sneak(this.failure);
			}
		}

		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		private static <T extends Throwable> void sneak(Throwable failure) throws T {
			throw (T) failure;
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof VstpHandlerObservationContext;
		}

	}

}
