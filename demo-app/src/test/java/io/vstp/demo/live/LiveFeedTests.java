package io.vstp.demo.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.vstp.demo.web.BusyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LiveFeed}.
 */
class LiveFeedTests {

	private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(7));

	private final LiveFeed feed = new LiveFeed(List.of(new EventLog(this.clock)), new Samples(List.of(), this.clock),
			JsonMapper.shared(), this.clock, new LiveProperties(2, 1));

	@BeforeEach
	void start() {
		this.feed.start();
	}

	@AfterEach
	void stop() {
		this.feed.stop();
	}

	@Test
	void shouldPutTogetherWhatAllPartsShow() {
		assertThat(this.feed.snapshot()).isEqualTo(Map.of("at", 7L, "events", List.of()));
	}

	@Test
	void shouldRefuseWhenTooManyPagesAreOpen() {
		this.feed.subscribe();
		this.feed.subscribe();
		assertThatExceptionOfType(BusyException.class).isThrownBy(this.feed::subscribe)
			.withMessage("2 pages are open, and no more may");
	}

	@Test
	void shouldRefuseWhenItHasStopped() {
		this.feed.stop();
		assertThatExceptionOfType(BusyException.class).isThrownBy(this.feed::subscribe);
	}

}
