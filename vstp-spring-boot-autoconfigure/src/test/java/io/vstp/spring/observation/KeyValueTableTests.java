package io.vstp.spring.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.vstp.client.TransportChoice;
import io.vstp.frame.Headers;
import io.vstp.spring.client.VstpCallKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyValueTableTests {

	private final List<String> made = new ArrayList<>();

	private final KeyValueTable table = new KeyValueTable(2, (name, column) -> {
		this.made.add(name + column);
		return KeyValues.of(name, Integer.toString(column));
	});

	@Test
	void shouldMakeEachOnce() {
		assertThat(this.table.get("a", 1)).containsExactly(KeyValue.of("a", "1"));
		assertThat(this.table.get("a", 0)).containsExactly(KeyValue.of("a", "0"));
		assertThat(this.table.get("a", 1)).isSameAs(this.table.get("a", 1));
		assertThat(this.made).containsExactly("a0", "a1");
	}

	@Test
	void shouldForgetNamesWhenThereAreTooMany() {
		for (int i = 0; i < 10_000; i++) {
			this.table.get("n" + i, 0);
		}
		assertThat(this.table.get("late", 1)).containsExactly(KeyValue.of("late", "1"));
		assertThat(this.table.get("late", 1)).isNotSameAs(this.table.get("late", 1));
		assertThat(this.table.get("n9999", 0)).isSameAs(this.table.get("n9999", 0));
	}

	@Test
	void shouldHaveColumnForEachKindAndTransportOfCalls() {
		DefaultVstpCallObservationConvention convention = new DefaultVstpCallObservationConvention();
		for (VstpCallKind kind : VstpCallKind.values()) {
			for (TransportChoice transport : TransportChoice.values()) {
				VstpCallObservationContext context = new VstpCallObservationContext("peer", kind, transport,
						new VstpTraceHeaders(Headers.EMPTY, () -> {
							throw new AssertionError();
						}));
				assertThat(convention.getLowCardinalityKeyValues(context)).containsExactlyInAnyOrder(
						KeyValue.of("destination", "peer"), KeyValue.of("kind", KeyValueTable.value(kind)),
						KeyValue.of("transport", KeyValueTable.value(transport)));
			}
		}
	}

}
