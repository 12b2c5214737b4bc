package io.vstp.spring.test.app;

import java.time.Duration;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.server.VstpServerLifecycle;
import io.vstp.spring.test.autoconfigure.VstpTest;
import io.vstp.spring.test.client.VstpTestClient;
import io.vstp.transport.EventLoops;
import io.vstp.transport.VstpTimeoutException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * The slice: handlers with all that a server does to frames, and nothing else.
 */
@VstpTest
class VstpSliceTests {

	@Autowired
	private VstpTestClient client;

	@Autowired
	private ApplicationContext context;

	@MockitoBean
	private ReadingStore store;

	@Test
	void shouldStartHandlersAndNothingElse() {
		assertThat(this.context.getBeanNamesForType(Sensors.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Echo.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Unrelated.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(VstpTemplate.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(VstpServerLifecycle.class)).isEmpty();
		assertThat(this.context.getEnvironment().containsProperty("local.vstp.tcp.port")).isFalse();
	}

	@Test
	void shouldOpenNoEventLoops() {
		this.client.header("op", "echo").exchange();
		ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) this.context
			.getAutowireCapableBeanFactory();
		for (String name : beans.getBeanNamesForType(EventLoops.class, true, false)) {
			assertThat(beans.containsSingleton(name)).isFalse();
		}
	}

	@Test
	void shouldCallMockWhenReadingComes() {
		assertThat(this.client.header("sensor-id", "t-1").payload(new Reading(21.5)).sendWithAck()).isAcknowledged()
			.hasNoReply();
		verify(this.store).save("t-1", new Reading(21.5));
	}

	@Test
	void shouldReplyWhenAsked() {
		given(this.store.latest("t-1")).willReturn(new Reading(21.5));
		assertThat(this.client.header("sensor-id", "t-1").header("op", "latest").exchange()).isReply()
			.isAcknowledged()
			.hasHeader("unit", "C")
			.hasHeader("content-type", "application/json")
			.hasHeader("correlation-id")
			.hasPayload(new Reading(21.5))
			.hasPayload("{\"value\":21.5}")
			.json()
			.extractingPath("$.value")
			.isEqualTo(21.5);
	}

	@Test
	void shouldAnswerWithErrorWhenPayloadIsInvalid() {
		assertThat(this.client.header("sensor-id", "t-1").contentType("application/json").payload("no json").exchange())
			.isError(ErrorCode.INVALID_PAYLOAD);
		verifyNoInteractions(this.store);
	}

	@Test
	void shouldAnswerWithErrorWhenNobodyTakesFrame() {
		assertThat(this.client.header("x", "y").exchange()).isError(ErrorCode.NO_HANDLER).isNotAcknowledged();
	}

	@Test
	void shouldAnswerWithErrorWhenHandlerFails() {
		assertThat(this.client.header("sensor-id", "t-1").header("op", "fail").exchange())
			.isError(ErrorCode.HANDLER_FAILED)
			.isAcknowledged();
		assertThat(this.client.header("sensor-id", "t-1").header("op", "fail").sendWithAck()).isAcknowledged();
	}

	@Test
	void shouldAskAdviceWhenHandlerFails() {
		assertThat(this.client.header("sensor-id", "t-1").header("op", "advised").exchange()).isReply()
			.hasPayload("advised: not here");
	}

	@Test
	void shouldNotAcknowledgeWhenHandlerFailsBeforeItWouldHave() {
		assertThat(this.client.header("sensor-id", "t-1").header("op", "checked").sendWithAck()).isAcknowledged();
		assertThat(this.client.header("sensor-id", "t-1").header("op", "checked").payload("x").sendWithAck())
			.isError(ErrorCode.HANDLER_FAILED)
			.isNotAcknowledged();
	}

	@Test
	void shouldWaitWhenReplyComesLater() {
		assertThat(this.client.header("sensor-id", "t-1").header("op", "later").exchange()).hasPayload("t-1");
		assertThatExceptionOfType(VstpTimeoutException.class).isThrownBy(() -> this.client.header("sensor-id", "t-1")
			.header("op", "never")
			.timeout(Duration.ofMillis(20))
			.exchange());
	}

	@Test
	void shouldSeeTransportOfClient() {
		assertThat(this.client.header("sensor-id", "t-1").header("op", "transport").exchange())
			.isError(ErrorCode.NO_HANDLER);
		try (VstpTestClient udp = VstpTestClient.bindToHandlers(this.context, Transport.UDP)) {
			assertThat(udp.header("sensor-id", "t-1").header("op", "transport").exchange()).hasPayload("udp");
		}
	}

	@Test
	void shouldReceiveWhatIsPushed() {
		try (VstpTestClient own = VstpTestClient.bindToHandlers(this.context)) {
			own.header("sensor-id", "t-1").header("op", "subscribe").send();
			assertThat(own.receive(Duration.ofSeconds(5))).isPush().hasHeader("topic", "news").hasPayload("hello");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> own.receive(Duration.ofMillis(1)));
		}
	}

}
