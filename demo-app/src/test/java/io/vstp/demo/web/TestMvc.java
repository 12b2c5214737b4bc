package io.vstp.demo.web;

import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * Controllers behind what stands before all of them.
 */
public final class TestMvc {

	private TestMvc() {
	}

	public static MockMvcTester of(Object controller) {
		return MockMvcTester.create(MockMvcBuilders.standaloneSetup(controller)
			.setControllerAdvice(new InputErrors())
			.addFilters(new StrangerFilter(new WebProperties(List.of("demo.example"))))
			.build());
	}

	public static MockMvcTester.MockMvcRequestBuilder json(MockMvcTester.MockMvcRequestBuilder request, String path,
			String body) {
		return request.uri(path).contentType(MediaType.APPLICATION_JSON).content(body);
	}

}
