package io.vstp.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the dashboard and the rules of {@code docs/observability}, without asking
 * anybody.
 */
class DashboardTests {

	private static final Pattern METER = Pattern.compile("\\bvstp_\\w+");

	private static final Pattern RECORDED = Pattern.compile("\\w+:vstp_\\w+:\\w+");

	/** What is counted from its first time on, which does not come in the demo. */
	private static final Set<String> ZERO_UNLESS_COUNTED = Set.of("Trace headers that were left out");

	private final Dashboard dashboard = Dashboard.read();

	@Test
	void shouldHaveTheRowsThatThePageTellsOf() throws IOException {
		String page = Files.readString(Dashboard.DIRECTORY.resolve("README.md"));
		assertThat(this.dashboard.rows()).isNotEmpty().allSatisfy((row) -> {
			assertThat(row.panels()).as(row.title()).isNotEmpty();
			assertThat(page).contains("| " + row.title() + " |");
		});
	}

	@Test
	void shouldTellRowsAndPanelsApart() {
		assertThat(this.dashboard.ids()).doesNotHaveDuplicates();
		for (Dashboard.Row row : this.dashboard.rows()) {
			assertThat(row.panels()).extracting(Dashboard.Panel::title).doesNotHaveDuplicates();
		}
	}

	@Test
	void shouldExplainEveryPanel() {
		assertThat(this.dashboard.rows().stream().flatMap((row) -> row.panels().stream())).allSatisfy((panel) -> {
			assertThat(panel.description()).as(panel.title()).endsWith(".");
			assertThat(panel.unit()).as(panel.title()).isNotBlank();
			assertThat(panel.expressions()).as(panel.title()).isNotEmpty();
			assertThat(panel.legends()).as(panel.title()).allSatisfy((legend) -> assertThat(legend).isNotBlank());
		});
	}

	@Test
	void shouldAskForMetersThatThereAreAndChosenInstancesOnly() {
		Set<String> meters = DocumentedMeter.prometheusNames();
		assertThat(this.dashboard.queries()).allSatisfy((query) -> {
			assertThat(meters).as(query.expression()).containsAll(find(METER, query.expression()));
			assertThat(query.expression().split("job=~\"\\$job\",instance=~\"\\$instance\"", -1)).as(query.expression())
				.hasSameSizeAs(query.expression().split("\\{", -1));
		});
	}

	@Test
	void shouldNotShowZeroWhereNothingIsKnown() {
		assertThat(this.dashboard.queries()).filteredOn((query) -> query.expression().contains("vector("))
			.extracting(Dashboard.Query::panel)
			.containsExactlyInAnyOrderElementsOf(ZERO_UNLESS_COUNTED);
	}

	@Test
	void shouldComputeAlertsFromWhatThereIs() throws IOException {
		Set<String> meters = DocumentedMeter.prometheusNames();
		List<String> recorded = names("record");
		for (Map<String, Object> rule : rules()) {
			String expression = (String) rule.get("expr");
			assertThat(meters).as(expression)
				.containsAll(find(METER, RECORDED.matcher(expression).replaceAll("recorded")));
			assertThat(recorded).as(expression).containsAll(find(RECORDED, expression));
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void shouldSayOfEveryAlertWhatToDo() throws IOException {
		String page = Files.readString(Dashboard.DIRECTORY.resolve("README.md"));
		String tests = Files.readString(Dashboard.DIRECTORY.resolve("prometheus-rules.test.yml"));
		List<String> alerts = names("alert");
		assertThat(alerts).isNotEmpty().doesNotHaveDuplicates().allSatisfy((alert) -> {
			assertThat(page).contains("`" + alert + "`");
			assertThat(tests).contains("alertname=\"" + alert + "\"");
		});
		for (Map<String, Object> rule : rules()) {
			if (rule.containsKey("alert")) {
				assertThat(rule).containsKey("for");
				assertThat((Map<String, String>) rule.get("labels")).extractingByKey("severity")
					.isIn("warning", "critical");
				assertThat((Map<String, String>) rule.get("annotations")).containsOnlyKeys("summary", "description");
			}
		}
	}

	private static List<String> names(String kind) throws IOException {
		return rules().stream()
			.filter((rule) -> rule.containsKey(kind))
			.map((rule) -> (String) rule.get(kind))
			.toList();
	}

	private static List<Map<String, Object>> rules() throws IOException {
		Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml()
			.load(Files.readString(Dashboard.DIRECTORY.resolve("prometheus-rules.yml")));
		List<Map<String, Object>> rules = new ArrayList<>();
		file.get("groups").forEach((group) -> rules.addAll(group.get("rules")));
		return rules;
	}

	private static Set<String> find(Pattern pattern, String expression) {
		return pattern.matcher(expression).results().map(MatchResult::group).collect(Collectors.toSet());
	}

}
