package io.vstp.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the live page with a browser, and uses it. With {@code -Ddemo.screenshots} it
 * leaves pictures in that directory.
 */
@Tag("long")
@Timeout(180)
class LivePageIT extends AbstractDemoIT {

	private static final Logger logger = LoggerFactory.getLogger(LivePageIT.class);

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final JsonNode PERFECT = JsonMapper.shared().readTree("""
			{"loss": 0.0, "delayMillis": 0, "udpCut": false, "tcpCut": false}""");

	private static Browser browser;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void startBrowser() {
		Optional<Browser> started = Browser.start();
		if (started.isEmpty()) {
			logger.warn("The live page is not tested: there is no chromium with its chromedriver on the path");
		}
		Assumptions.assumeTrue(started.isPresent(), "There is no chromium with its chromedriver on the path");
		browser = started.get();
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void open() {
		browser.resize(1440, 1000, false);
		browser.open("http://localhost:" + this.port + "/");
		await().until(() -> browser.text("connection").equals("Live"));
	}

	@AfterEach
	void checkBrowser() {
		if (browser.find("repair").isDisplayed()) {
			browser.click("repair");
			await().until(() -> browser.text("loss-value").equals("0 %") && !isUdpCut());
			await().untilAsserted(() -> assertThat(network()).isEqualTo(PERFECT));
		}
		assertThat(browser.log(LogType.BROWSER)).filteredOn((line) -> !line.contains("ERR_BLOCKED")).isEmpty();
		assertThat(browser.log(LogType.PERFORMANCE)).map(LivePageIT::requested)
			.filteredOn((address) -> !address.isEmpty())
			.allSatisfy((address) -> assertThat(address).startsWith("http://localhost:" + this.port + "/"));
	}

	private static String requested(String event) {
		JsonNode message = JsonMapper.shared().readTree(event).at("/message");
		boolean request = message.at("/method").asString().equals("Network.requestWillBeSent");
		return request ? message.at("/params/request/url").asString() : "";
	}

	@Test
	void shouldMoveWhenThereIsTraffic() {
		long points = points();
		String charts = pixels("throughput canvas");
		String lanes = pixels("lanes");
		await().untilAsserted(() -> assertThat(points()).isGreaterThan(points + 2));
		await().untilAsserted(() -> {
			assertThat(pixels("throughput canvas")).isNotEqualTo(charts);
			assertThat(pixels("lanes")).isNotEqualTo(lanes);
		});
		await().untilAsserted(() -> {
			assertThat(browser.text("sensors")).contains("temp-001").contains("°C");
			assertThat(browser.text("sessions")).contains("TCP").contains("UDP").contains("127.0.0.1:");
			assertThat(browser.text("handlers")).contains("SensorHandler.reading");
			// of ten files that come in turn it shows the last eight
			assertThat(browser.text("files")).containsPattern("traffic-\\d\\.bin");
			assertThat(browser.text("game-hint")).contains("4 players");
			assertThat(browser.text("auto")).contains("up");
		});
	}

	@Test
	void shouldShowAnswerWhenFrameIsSent() {
		browser.click("send-frame");
		await().untilAsserted(() -> assertThat(browser.text("frame-result")).startsWith("Reply by TCP")
			.contains("content-type: text/plain", "Hello, VSTP!"));
		browser.type("headers", "op=sha256");
		browser.type("payload", "abc");
		browser.find("payload").sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
		await().untilAsserted(() -> assertThat(browser.text("frame-result"))
			.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	}

	@Test
	void shouldLeaveFocusWhereItIsWhenAnswerComes() {
		this.web.put().uri("/api/network").body(Map.of("delayMillis", 400)).exchange().expectStatus().isOk();
		browser.click("send-frame");
		browser.script("document.getElementById('megabytes').focus()");
		await().untilAsserted(() -> assertThat(browser.text("frame-result")).startsWith("Reply by TCP"));
		assertThat(browser.script("return document.activeElement.id")).isEqualTo("megabytes");
	}

	@Test
	void shouldSayWhatIsWrongWhenFrameIsRefused() {
		browser.type("headers", "op=nonsense");
		browser.click("send-frame");
		await().untilAsserted(
				() -> assertThat(browser.text("frame-result")).startsWith("ERR").contains("code: no-handler"));
		browser.type("headers", "nonsense");
		browser.click("send-frame");
		await().untilAsserted(() -> assertThat(browser.text("frame-result")).contains("not of the form name=value"));
		// the browser itself logs that the answer was 400
		assertThat(browser.log(LogType.BROWSER)).hasSize(1).allMatch((line) -> line.contains("400"));
	}

	@Test
	void shouldSendAgainUntilFileIsCompleteWhenDatagramsGetLost() {
		lose(20);
		await().untilAsserted(() -> assertThat(browser.text("verdict")).contains("20 % of the datagrams get lost"));
		long sentAgain = sentAgain();
		browser.click("send-frame");
		sendFile(20);
		Set<Long> progress = new TreeSet<>();
		await().until(() -> {
			progress.add(browser.number("document.querySelector('#transfers progress')?.value ?? 0"));
			return !transfer("state").equals("running");
		});
		assertThat(transfer("state")).isEqualTo("intact");
		assertThat(progress).hasSizeGreaterThan(3);
		assertThat(transfer("expected")).hasSize(64);
		assertThat(transfer("received")).isEqualTo(transfer("expected"));
		await().untilAsserted(() -> assertThat(browser.text("events")).contains("The file of 20 MB is intact"));
		assertThat(sentAgain()).isGreaterThan(sentAgain + 1000);
	}

	@Test
	void shouldShowSwitchOfTransportWhenUdpIsCut() {
		await().until(() -> browser.text("auto").contains("UDP"));
		browser.click("udp-cut");
		await().until(LivePageIT::isUdpCut);
		await().untilAsserted(() -> {
			assertThat(browser.text("events")).contains("UDP is cut off", "demo-auto: UDP is down");
			assertThat(browser.text("verdict")).contains("Calls with transport: auto go by TCP");
		});
		browser.click("repair");
		await().untilAsserted(() -> assertThat(browser.text("events")).contains("demo-auto: UDP is up"));
	}

	@Test
	void shouldStopAndStartTrafficWhenAsked() {
		browser.click("traffic");
		await().untilAsserted(() -> {
			assertThat(browser.text("traffic")).isEqualTo("Start traffic");
			assertThat(browser.text("verdict")).contains("It is quiet");
		});
		browser.click("traffic");
		await().untilAsserted(() -> {
			assertThat(browser.text("traffic")).isEqualTo("Stop traffic");
			assertThat(browser.text("verdict")).doesNotContain("It is quiet");
		});
	}

	@Test
	void shouldRememberThemeWhenItIsToggled() {
		String before = background();
		browser.click("theme");
		String after = background();
		assertThat(after).isNotEqualTo(before);
		open();
		assertThat(background()).isEqualTo(after);
		browser.click("theme");
		assertThat(background()).isEqualTo(before);
	}

	@Test
	void shouldReachControlsWhenByKeyboardAlone() {
		Set<String> reached = new LinkedHashSet<>();
		for (int i = 0; i < 40 && !reached.contains("send-file"); i++) {
			browser.press(Keys.TAB);
			String focused = (String) browser.script(
					"const e = document.activeElement; return (e.id || e.name) + ' ' + getComputedStyle(e).outlineStyle");
			assertThat(focused).as("the focused element and its outline").doesNotEndWith(" none");
			reached.add(focused.substring(0, focused.indexOf(' ')));
		}
		assertThat(reached).containsSubsequence("traffic", "theme", "loss", "delay", "udp-cut", "tcp-cut", "repair",
				"unit-frames", "example", "transport", "kind", "headers", "payload", "send-frame", "megabytes",
				"send-file");
	}

	@Test
	void shouldFitWhenPageIsNarrow() {
		browser.resize(360, 780, true);
		open360();
		assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(360);
		assertThat(browser.number("[...document.querySelectorAll('main section')]"
				+ ".filter((section) => section.getBoundingClientRect().right > 360).length"))
			.isZero();
	}

	private void open360() {
		browser.open("http://localhost:" + this.port + "/");
		await().until(() -> browser.text("sessions").contains("127.0.0.1:"));
	}

	@Test
	void shouldTakeTextForTextWhenPeerSendsHtml() throws IOException {
		String html = "<img src=/x onerror=console.error('run')>";
		try (RawClient client = new RawClient(this.vstpPort)) {
			client.exchange(Map.of("sensor-id", html, "correlation-id", "1"), "{\"value\":\"<b>1</b>\"}");
		}
		await().untilAsserted(() -> assertThat(browser.text("sensors")).contains(html).contains("<b>1</b>"));
		assertThat(browser.number("document.querySelectorAll('#sensors img, #sensors b').length")).isZero();
	}

	@Test
	void shouldSayThatItIsDisconnectedUntilItIsBack() {
		browser.cdp("Network.enable", Map.of());
		browser.cdp("Network.setBlockedURLs", Map.of("urls", List.of("*/api/live")));
		browser.open("http://localhost:" + this.port + "/");
		await().until(() -> browser.text("connection").startsWith("Disconnected"));
		browser.cdp("Network.setBlockedURLs", Map.of("urls", List.of()));
		await().until(() -> browser.text("connection").equals("Live"));
	}

	@Test
	@EnabledIfSystemProperty(named = "demo.screenshots", matches = ".+")
	void shouldLeavePicturesWhenAskedTo() throws IOException {
		await().until(() -> points() > 30);
		browser.click("send-frame");
		lose(5);
		sendFile(10);
		await().until(() -> browser.text("transfers").startsWith("10 MB\narrived intact"));
		lose(7);
		sendFile(100);
		await().until(() -> browser.text("transfers").startsWith("100 MB")
				&& browser.number("document.querySelector('#transfers progress').value") > 30);
		browser.script("document.activeElement.blur()");
		browser.resize(1440, (int) browser.number("document.querySelector('#game').closest('section').offsetTop"
				+ " + document.querySelector('#game').closest('section').offsetHeight + 16"), false);
		takePicture("live-page-light");
		browser.click("theme");
		takePicture("live-page-dark");
		browser.click("theme");
		browser.resize(390, 844, true);
		takePicture("live-page-phone");
		browser.resize(1440, 1000, false);
		browser.click("cancel-file");
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(LONG);
	}

	private JsonNode network() {
		return this.web.get().uri("/api/network").exchange().returnResult(JsonNode.class).getResponseBody();
	}

	private static long points() {
		return browser.number("Number(document.getElementById('throughput').dataset.points ?? 0)");
	}

	private static String pixels(String selector) {
		return (String) browser.script("return document.querySelector('#' + arguments[0]).toDataURL()", selector);
	}

	private static String background() {
		return (String) browser.script("return getComputedStyle(document.body).backgroundColor");
	}

	private long sentAgain() {
		JsonNode meter = this.web.get()
			.uri("/actuator/metrics/vstp.retransmissions")
			.exchange()
			.returnResult(JsonNode.class)
			.getResponseBody();
		return meter.at("/measurements/0/value").asLong();
	}

	private static boolean isUdpCut() {
		return "true".equals(browser.find("udp-cut").getDomAttribute("aria-checked"));
	}

	private static String transfer(String name) {
		return (String) browser.script("""
				const item = document.querySelector('#transfers li');
				return item?.dataset[arguments[0]] ?? item?.querySelector('code').dataset[arguments[0]] ?? 'running'""",
				name);
	}

	private static void lose(int percent) {
		browser.script("document.getElementById('loss').focus()");
		for (int i = 0; i < percent; i++) {
			browser.press(Keys.ARROW_RIGHT);
		}
	}

	private static void sendFile(int megabytes) {
		browser.type("megabytes", Integer.toString(megabytes));
		browser.click("send-file");
	}

	private static void takePicture(String name) throws IOException {
		browser.script("scrollTo(0, 0)");
		long points = points();
		await().until(() -> points() > points);
		Path file = Path.of("..", System.getProperty("demo.screenshots"), name + ".png");
		Files.createDirectories(file.getParent());
		Files.write(file, browser.screenshot());
	}

}
