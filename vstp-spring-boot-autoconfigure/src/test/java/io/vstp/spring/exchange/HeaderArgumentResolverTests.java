package io.vstp.spring.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderArgumentResolver}.
 */
class HeaderArgumentResolverTests {

	@Test
	void shouldLeaveOutWhatIsNull() {
		assertThat(HeaderArgumentResolver.values(null)).isEmpty();
		assertThat(HeaderArgumentResolver.values(Optional.empty())).isEmpty();
		assertThat(HeaderArgumentResolver.values(Arrays.asList("x", null))).isEqualTo(List.of("x"));
		assertThat(HeaderArgumentResolver.values(new String[] { null, "x" })).isEqualTo(List.of("x"));
	}

}
