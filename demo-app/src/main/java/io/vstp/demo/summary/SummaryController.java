package io.vstp.demo.summary;

import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the summary over HTTP.
 */
@RestController
class SummaryController {

	private final Summary summary;

	SummaryController(Summary summary) {
		this.summary = summary;
	}

	@GetMapping("/api/summary")
	Map<String, Map<String, ?>> summary() {
		return this.summary.byTopic();
	}

}
