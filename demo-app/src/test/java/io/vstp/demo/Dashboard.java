package io.vstp.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Grafana dashboard of {@code docs/observability}, as far as the tests look at it.
 *
 * @param rows its rows
 * @param ids the ids of rows and panels
 */
record Dashboard(List<Row> rows, List<Integer> ids) {

	static final Path DIRECTORY = Path.of("..", "docs", "observability");

	static Dashboard read() {
		return of(new JsonMapper().readTree(DIRECTORY.resolve("grafana-dashboard.json")));
	}

	private static Dashboard of(JsonNode json) {
		List<Row> rows = new ArrayList<>();
		List<Integer> ids = new ArrayList<>();
		for (JsonNode panel : json.get("panels")) {
			ids.add(panel.get("id").intValue());
			if (panel.get("type").stringValue().equals("row")) {
				rows.add(new Row(panel.get("title").stringValue(), new ArrayList<>()));
			}
			else {
				rows.get(rows.size() - 1).panels().add(Panel.of(panel));
			}
		}
		return new Dashboard(rows, ids);
	}

	List<Query> queries() {
		return this.rows.stream()
			.flatMap((row) -> row.panels()
				.stream()
				.flatMap((panel) -> panel.expressions()
					.stream()
					.map((expression) -> new Query(row.title(), panel.title(), expression))))
			.toList();
	}

	/**
	 * A row.
	 *
	 * @param title its title
	 * @param panels what it has
	 */
	record Row(String title, List<Panel> panels) {

	}

	/**
	 * A panel.
	 *
	 * @param title its title
	 * @param description what is normal, and what is not
	 * @param unit the unit of its axis
	 * @param expressions the PromQL of its targets, with variables
	 * @param legends the legend of each target
	 */
	record Panel(String title, String description, String unit, List<String> expressions, List<String> legends) {

		private static Panel of(JsonNode panel) {
			List<String> expressions = new ArrayList<>();
			List<String> legends = new ArrayList<>();
			for (JsonNode target : panel.get("targets")) {
				expressions.add(target.get("expr").stringValue());
				legends.add(target.get("legendFormat").stringValue());
			}
			return new Panel(panel.get("title").stringValue(), panel.get("description").stringValue(),
					panel.at("/fieldConfig/defaults/unit").stringValue(), expressions, legends);
		}

	}

	/**
	 * What a panel asks.
	 *
	 * @param row the row
	 * @param panel the panel
	 * @param expression PromQL with variables
	 */
	record Query(String row, String panel, String expression) {

		String resolve(String job, String interval) {
			return this.expression.replace("$job", job)
				.replace("$instance", ".*")
				.replace("$__rate_interval", interval);
		}

	}

}
