package io.vstp.spring.observation;

import java.lang.reflect.Field;
import java.util.List;

import io.vstp.engine.fragment.FragmentPlan;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.transport.UdpOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpTraceHeaders} and {@link HeaderRoom}.
 */
class VstpTraceHeadersTests {

	private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private static VstpTraceHeaders headers(Frame frame, FrameLimits limits, UdpOptions udp) {
		return new VstpTraceHeaders(frame.headers(), () -> HeaderRoom.of(frame, limits, udp));
	}

	private static Frame frame(int payload, String... headers) {
		return Frame.data(Headers.of(headers), new byte[payload]);
	}

	@Test
	void shouldAddBehindThoseOfFrame() {
		VstpTraceHeaders headers = headers(frame(10, "op", "latest"), FrameLimits.DEFAULTS, null);
		headers.set("traceparent", TRACEPARENT);
		headers.set("tracestate", "a=b");
		assertThat(headers.headers())
			.isEqualTo(Headers.of("op", "latest", "traceparent", TRACEPARENT, "tracestate", "a=b"));
		assertThat(headers.omitted()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "correlation-id", "msg-id", "frag-id", "content-type", "once-id" })
	void shouldLeaveOutWhatMeansSomethingToProtocol(String name) {
		Headers own = Headers.of("op", "latest", "correlation-id", "1");
		VstpTraceHeaders headers = headers(Frame.data(own, "x"), FrameLimits.DEFAULTS, null);
		headers.set(name, "from-elsewhere");
		assertThat(headers.headers()).isEqualTo(own);
		assertThat(headers.omitted()).isOne();
	}

	@Test
	void shouldKnowAllNamesOfProtocol() throws IllegalAccessException {
		for (Field field : HeaderNames.class.getFields()) {
			VstpTraceHeaders headers = headers(frame(10), FrameLimits.DEFAULTS, null);
			headers.set((String) field.get(null), "x");
			assertThat(headers.omitted()).as(field.getName()).isOne();
		}
	}

	@Test
	void shouldReplaceWhatHasSameName() {
		VstpTraceHeaders headers = headers(frame(10, "traceparent", "by hand", "op", "latest"), FrameLimits.DEFAULTS,
				null);
		headers.set("traceparent", "first");
		headers.set("traceparent", "second");
		assertThat(headers.headers()).isEqualTo(Headers.of("op", "latest", "traceparent", "second"));
	}

	@Test
	void shouldLeaveFrameAloneWhenNothingIsAdded() {
		Frame frame = frame(10, "op", "latest");
		assertThat(headers(frame, FrameLimits.DEFAULTS, null).headers()).isSameAs(frame.headers());
	}

	@Test
	void shouldLeaveOutValueOfMoreThan255Bytes() {
		VstpTraceHeaders headers = headers(frame(10), FrameLimits.DEFAULTS, null);
		headers.set("baggage", "ä".repeat(128));
		headers.set("baggage", "x".repeat(256));
		headers.set("n".repeat(256), "x");
		assertThat(headers.omitted()).isEqualTo(3);
		assertThat(headers.headers().isEmpty()).isTrue();
		headers.set("baggage", "x".repeat(255));
		assertThat(headers.headers().get("baggage")).hasSize(255);
	}

	@ParameterizedTest
	@ValueSource(strings = { "count", "section", "frame" })
	void shouldLeaveOutWhatExceedsLimits(String limit) {
		FrameLimits limits = switch (limit) {
			case "count" -> new FrameLimits(10_000, 1_000, 5);
			case "section" -> new FrameLimits(10_000, 150, 100);
			default -> new FrameLimits(10_150, 1_000, 100);
		};
		VstpTraceHeaders headers = headers(frame("frame".equals(limit) ? 10_000 : 10), limits, null);
		headers.set("tracestate", "a");
		headers.set("traceparent", TRACEPARENT);
		assertThat(headers.omitted()).isOne();
		assertThat(headers.headers()).isEqualTo(Headers.of("tracestate", "a"));
	}

	@Test
	void shouldNotMakeSecondDatagramNecessary() {
		int max = UdpOptions.DEFAULTS.maxDatagram();
		for (int payload = max - 400; payload < max; payload++) {
			Frame frame = frame(payload, "op", "latest");
			VstpTraceHeaders headers = headers(frame, FrameLimits.DEFAULTS, UdpOptions.DEFAULTS);
			headers.set("traceparent", TRACEPARENT);
			int before = 11 + frame.headers().byteLength() + payload + 4;
			int after = 11 + headers.headers().byteLength() + payload + 4;
			assertThat(before > max || after <= max).as("payload of %d bytes", payload).isTrue();
		}
	}

	@Test
	void shouldNotMakeMoreFragmentsNecessaryThanPeerTakes() {
		for (int payload : List.of(2_000, 200_000, 250_000, 270_000, 280_000, 290_000)) {
			Frame frame = frame(payload, "op", "latest");
			VstpTraceHeaders headers = headers(frame, FrameLimits.DEFAULTS, UdpOptions.DEFAULTS);
			headers.set("traceparent", TRACEPARENT);
			headers.set("baggage", "x".repeat(255));
			boolean took = fragments(frame.headers(), payload) <= FragmentPlan.MAX_PART1_NUMBER;
			boolean takes = fragments(headers.headers(), payload) <= FragmentPlan.MAX_PART1_NUMBER;
			assertThat(takes).as("payload of %d bytes", payload).isEqualTo(took);
		}
	}

	private static int fragments(Headers headers, int payload) {
		return FragmentPlan.of(headers, payload, FragmentPlan.MAX_PART1_NUMBER, false, 1_200, 4).fragments();
	}

}
