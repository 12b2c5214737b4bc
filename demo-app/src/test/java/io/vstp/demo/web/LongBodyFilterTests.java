package io.vstp.demo.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much may be sent to the demo by HTTP.
 */
class LongBodyFilterTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/frames");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final MockFilterChain chain = new MockFilterChain();

	private void filter() throws Exception {
		new LongBodyFilter().doFilter(this.request, this.response, this.chain);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 20, 1024 * 1024 })
	void shouldPassOnWhatPagesSend(int length) throws Exception {
		this.request.setContent(new byte[length]);
		filter();
		assertThat(this.chain.getRequest()).isSameAs(this.request);
	}

	@Test
	void shouldRefuseWhatIsTooLong() throws Exception {
		this.request.setContent(new byte[1024 * 1024 + 1]);
		filter();
		assertThat(this.response.getStatus()).isEqualTo(413);
		assertThat(this.response.getContentAsString()).contains("1048576 bytes at most");
		assertThat(this.chain.getRequest()).isNull();
	}

	@Test
	void shouldRefuseWhatDoesNotSayHowLongItIs() throws Exception {
		this.request.addHeader("Transfer-Encoding", "chunked");
		filter();
		assertThat(this.response.getStatus()).isEqualTo(411);
		assertThat(this.chain.getRequest()).isNull();
	}

}
