package io.vstp.demo.game;

import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the matches over HTTP.
 */
@RestController
class MatchController {

	private final Matches matches;

	MatchController(Matches matches) {
		this.matches = matches;
	}

	@GetMapping("/api/matches")
	Map<String, List<Player>> matches() {
		return this.matches.all();
	}

}
