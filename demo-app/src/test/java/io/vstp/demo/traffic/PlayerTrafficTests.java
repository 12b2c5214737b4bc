package io.vstp.demo.traffic;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.spring.autoconfigure.VstpClientProperties;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PlayerTraffic}.
 */
class PlayerTrafficTests {

	private final VstpTemplate template = mock(VstpTemplate.class);

	private final VstpCall lame = mock(VstpCall.class, Answers.RETURNS_SELF);

	private final VstpCall sound = mock(VstpCall.class, Answers.RETURNS_SELF);

	@Test
	void shouldMoveOthersWhenOnePlayerCannot() {
		given(this.template.to("lame")).willReturn(this.lame);
		given(this.template.to("sound")).willReturn(this.sound);
		willThrow(new VstpConnectionException("nobody there")).given(this.lame).send();
		PlayerTraffic traffic = new PlayerTraffic(this.template,
				new Calls(new Destinations(new VstpClientProperties()), new RoundTrips(new SimpleMeterRegistry())),
				new TrafficProperties.Players(List.of("lame", "sound"), Duration.ofSeconds(1)));
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(traffic::play);
		then(this.sound).should().send();
	}

}
