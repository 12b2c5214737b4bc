package io.vstp.spring.test.app;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.test.autoconfigure.VstpTest;
import io.vstp.spring.test.client.VstpTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The slice of one handler, with a component of the test's choice.
 */
@VstpTest(value = Sensors.class, properties = "sample.property=here",
		includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ReadingStore.class))
class VstpSliceFilterTests {

	@Autowired
	private VstpTestClient client;

	@Test
	void shouldStartWhatWasChosen(@Autowired ApplicationContext context, @Autowired Environment environment) {
		assertThat(context.getBeanNamesForType(Echo.class)).isEmpty();
		assertThat(context.getBeanNamesForType(ReadingStore.class)).hasSize(1);
		assertThat(environment.getProperty("sample.property")).isEqualTo("here");
		assertThat(this.client.header("op", "echo").exchange()).isError(ErrorCode.NO_HANDLER);
	}

	@Test
	void shouldUseIncludedComponent() {
		this.client.header("sensor-id", "t-2").payload(new Reading(1)).send();
		assertThat(this.client.header("sensor-id", "t-2").header("op", "latest").exchange()).isReply()
			.payloadAs(Reading.class)
			.extracting(Reading::value)
			.isEqualTo(1.0);
	}

}
