package io.vstp.demo.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrangerFilter}.
 */
class StrangerFilterTests {

	private final TestController controller = new TestController();

	private final MockMvcTester web = TestMvc.of(this.controller);

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site" })
	void shouldRefuseWhenAnotherSiteHasSentIt(String site) {
		for (HttpMethod method : new HttpMethod[] { HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE }) {
			assertThat(request(method).header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "no-cors"))
				.hasStatus(HttpStatus.FORBIDDEN)
				.bodyJson()
				.extractingPath("$.detail")
				.asString()
				.contains("Another site");
		}
		assertThat(request(HttpMethod.POST).header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "navigate"))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.controller.requests).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://evil.example", "https://localhost:8080", "http://localhost", "null" })
	void shouldRefuseWhenOriginIsAnother(String origin) {
		assertThat(request(HttpMethod.POST).header("Host", "localhost:8080").header("Origin", origin))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.controller.requests).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "Origin, http://localhost:8080",
			"Accept, text/plain" })
	void shouldLetThroughWhenItIsOurPageOrNoBrowser(String header, String value) {
		assertThat(request(HttpMethod.POST).header("Host", "localhost:8080").header(header, value)).hasStatusOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "localhost.evil.example", "10.0.0.1.evil.example", "evil.example." })
	void shouldRefuseWhenNameMayBeOfStranger(String name) {
		assertThat(request(HttpMethod.GET).header("Sec-Fetch-Site", "same-origin")
			.with((request) -> served(request, name))).hasStatus(HttpStatus.FORBIDDEN)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("demo.web.hosts");
		assertThat(this.controller.requests).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LAPTOP", "laptop.local", "192.168.0.7", "[::1]", "::1", "Demo.Example" })
	void shouldLetThroughWhenNameIsOurs(String name) {
		assertThat(request(HttpMethod.GET).with((request) -> served(request, name))).hasStatusOk();
	}

	private static MockHttpServletRequest served(MockHttpServletRequest request, String name) {
		request.setServerName(name);
		return request;
	}

	@Test
	void shouldLetThroughWhenSomebodyFollowsALink() {
		assertThat(request(HttpMethod.GET).header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate"))
			.hasStatusOk();
	}

	@Test
	void shouldHaveNothingLoadedFromOtherHosts() {
		assertThat(request(HttpMethod.GET)).headers()
			.hasValue("X-Content-Type-Options", "nosniff")
			.hasHeaderSatisfying("Content-Security-Policy",
					(values) -> assertThat(values).singleElement().asString().startsWith("default-src 'self';"));
	}

	private MockMvcTester.MockMvcRequestBuilder request(HttpMethod method) {
		return this.web.method(method).uri("/");
	}

	@RestController
	static class TestController {

		private int requests;

		@RequestMapping("/")
		String answer() {
			this.requests++;
			return "ok";
		}

	}

}
