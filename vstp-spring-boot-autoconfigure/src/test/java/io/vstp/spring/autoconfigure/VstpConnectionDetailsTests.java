package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.handler.ssl.SslContext;
import io.vstp.client.VstpClientOptions;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpClients;
import io.vstp.spring.client.VstpConnectionDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpConnectionDetails} beans.
 */
class VstpConnectionDetailsTests {

	private final Map<String, VstpClientOptions> options = new LinkedHashMap<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(VstpAutoConfiguration.class, VstpClientAutoConfiguration.class))
		.withBean(VstpClientCustomizer.class, () -> (name, options) -> this.options.put(name, options.build()));

	@Test
	void shouldAddDestinationWhenThereIsNoneInTheProperties() {
		this.runner.withBean(VstpConnectionDetails.class, () -> VstpConnectionDetails.of("telemetry", "one", 1))
			.run((context) -> {
				assertThat(context.getBean(VstpClients.class).names()).containsExactly("telemetry");
				assertThat(this.options.get("telemetry").addresses())
					.containsExactly(InetSocketAddress.createUnresolved("one", 1));
			});
	}

	@Test
	void shouldReplaceAddressAndTlsButNothingElseWhenDestinationIsInTheProperties() {
		this.runner.withBean(VstpConnectionDetails.class, () -> VstpConnectionDetails.of("telemetry", "one", 1))
			.withPropertyValues("vstp.client.destinations.telemetry.address=two:2",
					"vstp.client.destinations.telemetry.client-id=me",
					"vstp.client.destinations.telemetry.ssl.bundle=absent")
			.run((context) -> {
				VstpClientOptions telemetry = this.options.get("telemetry");
				assertThat(telemetry.addresses()).containsExactly(InetSocketAddress.createUnresolved("one", 1));
				assertThat(telemetry.tls()).isNull();
				assertThat(telemetry.hello().get("client-id")).isEqualTo("me");
			});
	}

	@Test
	void shouldNeedNoAddressInThePropertiesWhenBeanHasIt() {
		this.runner.withBean(VstpConnectionDetails.class, () -> VstpConnectionDetails.of("telemetry", "one", 1))
			.withPropertyValues("vstp.client.destinations.telemetry.call-timeout=1s")
			.run((context) -> assertThat(this.options.get("telemetry").callTimeout()).hasSeconds(1));
	}

	@Test
	void shouldHaveOneForEachDestinationWhenThereAreSeveral() {
		this.runner.withBean("a", VstpConnectionDetails.class, () -> VstpConnectionDetails.of("a", "one", 1))
			.withBean("b", VstpConnectionDetails.class, () -> VstpConnectionDetails.of("b", "two", 2))
			.withPropertyValues("vstp.client.destinations.c.address=three:3")
			.run((context) -> assertThat(this.options.keySet()).containsExactlyInAnyOrder("a", "b", "c"));
	}

	@Test
	void shouldTryCallsAgainAsTheDefaultsSayWhenDestinationIsNotInTheProperties() {
		VstpClientProperties properties = new VstpClientProperties();
		properties.getDefaults().getRetry().setMaxRetries(1);
		assertThat(new ClientOptions(properties, null).details(List.of(VstpConnectionDetails.of("a", "one", 1)))
			.retryPolicies()).containsOnlyKeys("a");
	}

	@Test
	void shouldFailWhenThereAreTwoForOneDestination() {
		this.runner.withBean("a", VstpConnectionDetails.class, () -> VstpConnectionDetails.of("same", "one", 1))
			.withBean("b", VstpConnectionDetails.class, () -> VstpConnectionDetails.of("same", "two", 2))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessage("There are several VstpConnectionDetails beans for the destination 'same'"));
	}

	@Test
	void shouldFailWhenThereIsNoAddress() {
		this.runner.withBean(VstpConnectionDetails.class, () -> details(List.of(), null))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessage("The VstpConnectionDetails bean for the destination 'telemetry' has no address"));
	}

	@Test
	void shouldSpeakTlsWhenThereIsABundle() {
		this.runner.withBean(VstpConnectionDetails.class, VstpConnectionDetailsTests::secured).run((context) -> {
			SslContext tls = this.options.get("telemetry").tls().get();
			assertThat(tls.isClient()).isTrue();
			assertThat(this.options.get("telemetry").tls().get()).isSameAs(tls);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "udp", "auto" })
	void shouldFailWhenThereIsABundleOverUdp(String transport) {
		this.runner.withBean(VstpConnectionDetails.class, VstpConnectionDetailsTests::secured)
			.withPropertyValues("vstp.client.defaults.transport=" + transport)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("vstp.client.defaults.transport")
				.hasMessageContaining("There is no TLS over UDP, and the VstpConnectionDetails bean"));
	}

	private static VstpConnectionDetails secured() {
		return details(List.of(InetSocketAddress.createUnresolved("one", 1)), SslBundle.systemDefault());
	}

	private static VstpConnectionDetails details(List<InetSocketAddress> addresses, SslBundle bundle) {
		return new VstpConnectionDetails() {

			@Override
			public String getDestination() {
				return "telemetry";
			}

			@Override
			public List<InetSocketAddress> getAddresses() {
				return addresses;
			}

			@Override
			public SslBundle getSslBundle() {
				return bundle;
			}

		};
	}

}
