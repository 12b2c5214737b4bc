package io.vstp.transport;

import java.util.HashSet;
import java.util.Set;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpErrorException}.
 */
class VstpErrorExceptionTests {

	@Test
	void shouldHaveClassOfItsOwnWhenCodeIsKnown() {
		Set<Class<?>> classes = new HashSet<>();
		for (ErrorCode code : ErrorCode.values()) {
			VstpErrorException exception = VstpErrorException.of("peer",
					Headers.of("code", code.code(), "message", "why", "msg-id", "7"));
			assertThat(exception.code()).isEqualTo(code);
			assertThat(exception).hasMessage("peer answered " + code.code() + ", msg-id 7: why");
			assertThat(exception.getClass().getSimpleName().toLowerCase())
				.contains(code.code().replace("-", "").replace("overloaded", "peeroverloaded"));
			classes.add(exception.getClass());
		}
		assertThat(classes).hasSameSizeAs(ErrorCode.values()).doesNotContain(VstpErrorException.class);
	}

	@Test
	void shouldBeTheCommonOneWhenCodeIsThePeersOwn() {
		assertThat(VstpErrorException.of("peer", Headers.of("code", "out-of-tea")))
			.isExactlyInstanceOf(VstpErrorException.class)
			.satisfies((ex) -> assertThat(ex.codeText()).isEqualTo("out-of-tea"));
		assertThat(VstpErrorException.of("peer", Headers.EMPTY).code()).isNull();
	}

}
