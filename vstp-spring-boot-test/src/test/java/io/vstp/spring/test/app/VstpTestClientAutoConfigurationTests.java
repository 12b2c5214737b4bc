package io.vstp.spring.test.app;

import java.util.concurrent.atomic.AtomicReference;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.autoconfigure.VstpAutoConfiguration;
import io.vstp.spring.autoconfigure.VstpServerAutoConfiguration;
import io.vstp.spring.test.autoconfigure.VstpTestClientAutoConfiguration;
import io.vstp.spring.test.client.VstpTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * When there is a client, and what it is bound to.
 */
class VstpTestClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(VstpAutoConfiguration.class, VstpServerAutoConfiguration.class, VstpTestClientAutoConfiguration.class));

	@Test
	void shouldCallHandlersWhenServerDoesNotListen() {
		AtomicReference<VstpTestClient> client = new AtomicReference<>();
		this.runner.withPropertyValues("vstp.server.tcp.enabled=false").withBean(Echo.class).run((context) -> {
			client.set(context.getBean(VstpTestClient.class));
			assertThat(client.get().header("op", "echo").payload("hi").exchange()).isReply().hasPayload("hi");
		});
		assertThatIllegalStateException().isThrownBy(() -> client.get().request());
	}

	@Test
	void shouldFindNoHandlerWhenThereIsNone() {
		this.runner.withPropertyValues("vstp.server.enabled=false")
			.run((context) -> assertThat(context.getBean(VstpTestClient.class).header("op", "echo").exchange())
				.isError(ErrorCode.NO_HANDLER));
	}

	@Test
	void shouldBackOffWhenThereIsAClient() {
		this.runner.withBean("own", VstpTestClient.class, () -> VstpTestClient.bindToTcp(1))
			.run((context) -> assertThat(context).hasSingleBean(VstpTestClient.class).hasBean("own"));
	}

	@Test
	void shouldNotBeThereWhenVstpIsNot() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(VstpTestClientAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(VstpTestClient.class));
	}

}
