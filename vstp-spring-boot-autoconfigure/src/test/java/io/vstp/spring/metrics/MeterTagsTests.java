package io.vstp.spring.metrics;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.select.MessageKind;
import io.vstp.engine.select.SwitchReason;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.ConnectionFailure;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the number of meters has a bound, whatever happens, and that a convention may name
 * all of them.
 */
class MeterTagsTests {

	private static final String DECLARED = "declared";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void shouldTakeTagValuesFromFixedSetsWhateverHappens() throws Exception {
		happen(new VstpMeters(this.registry));
		Set<String> known = new HashSet<>(Set.of(DECLARED, "received", "sent", "none", "other"));
		List.of(Side.values(), Transport.values(), FrameType.values(), CloseReason.values(), DropReason.values(),
				ConnectionFailure.values(), DecodeError.values(), ReassemblyOutcome.values(), MessageKind.values(),
				SwitchReason.values())
			.forEach((constants) -> Arrays.stream(constants).map(MeterTagsTests::value).forEach(known::add));
		Arrays.stream(ErrorCode.values()).map(ErrorCode::code).forEach(known::add);
		assertThat(this.registry.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().getTags()).extracting(Tag::getValue).isSubsetOf(known));
	}

	@Test
	void shouldRegisterNoMoreMetersWhenItHappensAgain() throws Exception {
		VstpMeters meters = new VstpMeters(this.registry);
		happen(meters);
		List<Meter> before = this.registry.getMeters();
		happen(meters);
		assertThat(this.registry.getMeters()).hasSameSizeAs(before);
	}

	@Test
	void shouldHaveSameKeysOfTagsWhenNamesAreTheSame() throws Exception {
		happen(new VstpMeters(this.registry));
		for (Meter meter : this.registry.getMeters()) {
			assertThat(this.registry.find(meter.getId().getName()).meters()).extracting(MeterTagsTests::keys)
				.as(meter.getId().getName())
				.containsOnly(keys(meter));
		}
	}

	private static List<String> keys(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getKey).toList();
	}

	@Test
	void shouldHaveNamesAndTagsOfConventionWhenThereIsOne() {
		VstpMeters meters = new VstpMeters(this.registry, new VstpMeterConvention() {

			@Override
			public String name(String name) {
				return name.replace("vstp.", "messaging.");
			}

			@Override
			public Tags tags(String name, Tags tags) {
				return name.equals("vstp.retransmissions") ? tags.and("protocol", "vstp") : tags;
			}

		});
		meters.sessionOpened(Side.SERVER, Transport.UDP);
		meters.retransmitted(Side.SERVER, 3);
		meters.transportSwitched(DECLARED, change(MessageKind.LONG, Transport.TCP, SwitchReason.PROBED));
		assertThat(this.registry.getMeters()).allMatch((meter) -> meter.getId().getName().startsWith("messaging."));
		assertThat(this.registry.get("messaging.retransmissions").tags("side", "server", "protocol", "vstp").counter())
			.satisfies((counter) -> assertThat(counter.count()).isEqualTo(3));
	}

	private static String value(Object constant) {
		return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Tells of all that can happen, in all combinations.
	 */
	private static void happen(VstpObserver observer) throws Exception {
		for (Method event : VstpObserver.class.getDeclaredMethods()) {
			if (!Modifier.isStatic(event.getModifiers()) && !event.isSynthetic()) {
				happen(observer, event, new ArrayList<>());
			}
		}
	}

	private static void happen(VstpObserver observer, Method event, List<Object> arguments) throws Exception {
		if (arguments.size() == event.getParameterCount()) {
			event.invoke(observer, arguments.toArray());
			return;
		}
		for (Object each : values(event.getParameterTypes()[arguments.size()])) {
			List<Object> more = new ArrayList<>(arguments);
			more.add(each);
			happen(observer, event, more);
		}
	}

	private static List<Object> values(Class<?> type) {
		if (type.isEnum()) {
			return List.of(type.getEnumConstants());
		}
		if (type == TransportSwitch.class) {
			List<Object> changes = new ArrayList<>();
			for (MessageKind kind : MessageKind.values()) {
				for (SwitchReason reason : SwitchReason.values()) {
					changes.add(change(kind, Transport.UDP, reason));
				}
			}
			return changes;
		}
		return (type == String.class) ? List.of(DECLARED)
				: List.of((type == int.class) ? (Object) 17 : (Object) 4_711L);
	}

	private static TransportSwitch change(MessageKind kind, Transport to, SwitchReason reason) {
		return new TransportSwitch(kind, null, to, reason, 0, 1);
	}

}
