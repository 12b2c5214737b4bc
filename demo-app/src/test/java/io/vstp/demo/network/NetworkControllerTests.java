package io.vstp.demo.network;

import java.time.InstantSource;
import java.util.List;

import io.vstp.demo.live.TestEventLog;
import io.vstp.demo.web.TestMvc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NetworkController}.
 */
class NetworkControllerTests {

	private final Network network = new Network(new NetworkProperties(List.of(), 1),
			TestEventLog.create(InstantSource.system()));

	private final MockMvcTester web = TestMvc.of(new NetworkController(this.network));

	@AfterEach
	void close() {
		this.network.destroy();
	}

	@Test
	void shouldChangeWhatIsGivenWhenAsked() {
		assertThat(TestMvc.json(this.web.put(), "/api/network", "{\"lossPercent\":20,\"udpCut\":true}")).hasStatusOk();
		assertThat(TestMvc.json(this.web.put(), "/api/network", "{\"delayMillis\":30}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"loss\":0.2,\"delayMillis\":30,\"udpCut\":true,\"tcpCut\":false}");
		assertThat(this.network.settings()).isEqualTo(new NetworkSettings(0.2, 30, true, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"lossPercent":91}     | 'lossPercent' is 0 to 90, not 91.0
			{"lossPercent":-1}     | 'lossPercent' is 0 to 90, not -1.0
			{"lossPercent":"NaN"}  | 'lossPercent' is 0 to 90, not NaN
			{"delayMillis":2001}   | 'delayMillis' is 0 to 2000, not 2001.0
			{"udpCut":"perhaps"}   | 'udpCut' cannot be understood
			{"delayMillis":[]}     | 'delayMillis' cannot be understood
			nonsense               | The body is no JSON object""")
	void shouldSayWhatIsWrongWhenInputMakesNoSense(String body, String detail) {
		assertThat(TestMvc.json(this.web.put(), "/api/network", body)).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo(detail);
		assertThat(this.network.settings()).isEqualTo(NetworkSettings.PERFECT);
	}

}
