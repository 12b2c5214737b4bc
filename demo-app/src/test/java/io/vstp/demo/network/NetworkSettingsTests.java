package io.vstp.demo.network;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NetworkSettings}.
 */
class NetworkSettingsTests {

	private final NetworkSettings bad = new NetworkSettings(0.2, 30, true, false);

	@Test
	void shouldSayAllThatHasChanged() {
		assertThat(this.bad.changeFrom(NetworkSettings.PERFECT))
			.isEqualTo("Loss is 20 %; Delay is 30 ms each way; UDP is cut off");
		assertThat(new NetworkSettings(0.2, 30, false, true).changeFrom(this.bad))
			.isEqualTo("UDP is back; TCP is cut off");
	}

	@Test
	void shouldSayThatAllIsWellWhenNothingIsSet() {
		assertThat(NetworkSettings.PERFECT.changeFrom(this.bad)).isEqualTo("The network is perfect again");
	}

}
