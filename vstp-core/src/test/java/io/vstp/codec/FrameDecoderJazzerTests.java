package io.vstp.codec;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vstp.frame.FrameLimits;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decoder under Jazzer. The ordinary build runs it over the protocol's test data
 * alone. This fuzzes for a minute, guided by coverage: <pre>
 * JAZZER_FUZZ=1 mvn test -pl vstp-core -Dtest=FrameDecoderJazzerTests -Djazzer.hooks=true
 *     '-Djazzer.instrument=io.vstp.**' -Djunit.jupiter.execution.timeout.mode=disabled
 * </pre>
 */
class FrameDecoderJazzerTests {

	private static final DirectFeed ALWAYS = new DirectFeed(FrameLimits.DEFAULTS, CrcMode.ALWAYS);

	private static final DirectFeed FLAGGED = new DirectFeed(FrameLimits.DEFAULTS, CrcMode.FLAGGED);

	static Stream<byte[]> streams() {
		return Stream.concat(Vectors.frames().stream().map(Vectors.Valid::bytes),
				Vectors.hostile().stream().map(Vectors.Hostile::bytes));
	}

	@MethodSource("streams")
	@FuzzTest(maxDuration = "60s")
	void shouldComeToSameResultWhenCut(byte[] stream) {
		for (DirectFeed feed : new DirectFeed[] { ALWAYS, FLAGGED }) {
			Decoded whole = feed.feed(stream, (position) -> stream.length);
			assertThat(feed.feed(stream, (position) -> 1)).isEqualTo(whole);
			assertThat(feed.feed(stream, (position) -> 7)).isEqualTo(whole);
		}
	}

}
