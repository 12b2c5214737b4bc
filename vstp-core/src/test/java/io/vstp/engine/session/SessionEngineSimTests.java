package io.vstp.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.vstp.frame.FrameType;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client's engine and a server's, joined by a slow connection, some thousand times with
 * other delays, stops and breaks. {@code -Dvstp.seed} replays a run,
 * {@code -Dvstp.sim.runs} makes more or fewer.
 */
class SessionEngineSimTests {

	private static final int RUNS = Integer.getInteger("vstp.sim.runs", 5_000);

	private final Map<String, Integer> counts = new TreeMap<>();

	@Test
	void shouldAnswerEachCallOnceAndEndWhateverHappens() {
		long first = Seeds.next();
		for (int i = 0; i < RUNS; i++) {
			long seed = first + i;
			SimScenario scenario = SimScenario.of(Seeds.random(seed));
			try {
				run(seed, scenario);
			}
			catch (Throwable ex) {
				throw new AssertionError(
						"Seed %d (-Dvstp.seed=%d -Dvstp.sim.runs=1): %s".formatted(seed, seed, scenario), ex);
			}
		}
		System.out.println("How calls ended: " + this.counts);
		assertThat(this.counts).containsKeys("answered", "handler-failed", "shutting-down", "lost");
	}

	private void run(long seed, SimScenario scenario) {
		Random random = Seeds.random(~seed);
		VirtualTime time = new VirtualTime(random.nextLong());
		SimClient.PAYLOADS.clear();
		SimClient client = SimClient.create(time, new SimLink(time, random, scenario.maxDelay()), random, scenario);
		SimServer server = new SimServer(time, new SimLink(time, random, scenario.maxDelay()), random, scenario);
		client.open(server);
		server.open(client);
		if (scenario.clientStops() >= 0) {
			time.in(scenario.clientStops(), client::stop);
		}
		if (scenario.serverStops() >= 0) {
			time.in(scenario.serverStops(), () -> stop(server));
		}
		if (scenario.breaks() >= 0) {
			time.in(scenario.breaks(), () -> client.engine.abort(CloseReason.IO_ERROR));
		}
		time.advance(VirtualTime.millis(4_000));
		client.stop();
		time.advance(VirtualTime.millis(4_000));
		check(scenario, client, server);
	}

	private static void stop(SimServer server) {
		if (!server.isGone()) {
			server.engine.stop(server.time.now());
		}
	}

	private void check(SimScenario scenario, SimClient client, SimServer server) {
		assertThat(client.isGone()).as("the client has ended").isTrue();
		assertThat(server.isGone()).as("the server has ended").isTrue();
		assertThat(SimClient.PAYLOADS).as("payloads are released").allMatch((payload) -> payload.refCnt() == 0);
		assertThat(server.afterRefusal).as("frames handled after a refusal").isZero();
		assertThat(client.pushes).as("answers taken for pushes").isZero();
		client.ends.forEach((id, ends) -> checkCall(id, ends, scenario, server));
		checkTypes(client.sent, server);
		if (scenario.hasSession() && scenario.clientStops() < 0 && scenario.serverStops() < 0
				&& scenario.breaks() < 0) {
			assertThat(client.wasReady()).as("a session without trouble begins").isTrue();
			assertThat(client.ends.values()).as("without trouble all is answered")
				.allMatch((ends) -> !ends.contains("lost"));
		}
	}

	private void checkCall(String id, List<String> ends, SimScenario scenario, SimServer server) {
		assertThat(ends).as("ends of call %s", id).hasSize(1);
		String end = ends.get(0);
		this.counts.merge(end, 1, Integer::sum);
		if (end.equals("shutting-down")) {
			assertThat(server.handled).as("refused").doesNotContain(id);
			assertThat(server.refused).contains(id);
		}
		else if (end.equals("unauthorized")) {
			assertThat(scenario.hasSession()).isFalse();
		}
		else if (end.equals("lost")) {
			boolean handled = server.answered.contains(id);
			assertThat(handled && scenario.breaks() < 0).as("%s was answered, and the answer lost", id).isFalse();
		}
		else {
			assertThat(server.handled).contains(id);
			assertThat(server.refused).doesNotContain(id);
		}
	}

	private static void checkTypes(List<FrameType> sentByClient, SimServer server) {
		for (List<FrameType> sent : List.of(sentByClient, server.sent)) {
			assertThat(sent.stream().filter((type) -> type == FrameType.BYE)).hasSizeLessThanOrEqualTo(1);
		}
		assertThat(sentByClient.stream().filter((type) -> type == FrameType.HELLO)).hasSizeLessThanOrEqualTo(1);
		if (!server.engine.isGreeted()) {
			assertThat(server.onlyAnswered()).as("nothing unasked-for goes to a part-1 peer").isTrue();
		}
	}

}
