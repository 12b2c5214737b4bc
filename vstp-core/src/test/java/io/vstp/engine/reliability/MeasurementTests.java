package io.vstp.engine.reliability;

import io.vstp.frame.FrameFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of round trips and of the congestion window.
 */
class MeasurementTests {

	private final SenderDriver driver = new SenderDriver();

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldTellRoundTripWhenAckComes() {
		this.driver.sendForAck(10, "7");
		this.driver.advance(30);
		this.driver.ack("7");
		assertThat(this.driver.rtts).containsExactly(SenderDriver.millis(30));
		assertThat(this.driver.windows).isEmpty();
	}

	@Test
	void shouldTellNothingWhenItWasSentAgainOrNobodyAnswers() {
		this.driver.sendForAck(10, "7");
		this.driver.advance(150);
		this.driver.ack("7");
		this.driver.send(FrameFlags.NONE, 10);
		assertThat(this.driver.rtts).isEmpty();
	}

	@Test
	void shouldTellWindowWithEachAckWhenMessageIsLong() {
		this.driver.sender.peerIsExtended();
		this.driver.sendForAck(30 * 1_100, "9");
		long id = this.driver.lastFragId();
		this.driver.advance(20);
		this.driver.progress(id, 10, 100);
		this.driver.progress(id, 10, 100);
		assertThat(this.driver.windows).as("nothing new in the second one").hasSize(1);
		this.driver.advance(40);
		this.driver.progress(id, 30, 100);
		assertThat(this.driver.windows).hasSize(2).isSorted();
		assertThat(this.driver.windows.get(0)).isGreaterThan(10 * 1_200);
		assertThat(this.driver.rtts).hasSize(2).first().isEqualTo(SenderDriver.millis(20));
		this.driver.ack("9");
	}

}
