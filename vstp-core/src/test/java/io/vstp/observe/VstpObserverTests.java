package io.vstp.observe;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VstpObserver} and those that are made of several.
 */
class VstpObserverTests {

	private final List<String> told = new ArrayList<>();

	static Stream<Method> events() {
		return Arrays.stream(VstpObserver.class.getDeclaredMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic());
	}

	@ParameterizedTest
	@MethodSource("events")
	void shouldTellAllWhenThereAreSeveral(Method event) throws Exception {
		VstpObserver all = VstpObserver.of(List.of(recorder("a"), recorder("b")));
		Object[] arguments = Arrays.stream(event.getParameterTypes()).map(VstpObserverTests::argument).toArray();
		event.invoke(all, arguments);
		String what = event.getName() + Arrays.toString(arguments);
		assertThat(this.told).containsExactly("a " + what, "b " + what);
	}

	@ParameterizedTest
	@MethodSource("events")
	void shouldLookAwayWhenNobodyWantsToKnow(Method event) throws Exception {
		Object[] arguments = Arrays.stream(event.getParameterTypes()).map(VstpObserverTests::argument).toArray();
		event.invoke(VstpObserver.of(List.of()), arguments);
		assertThat(this.told).isEmpty();
	}

	@Test
	void shouldBeTheOneWhenThereIsOne() {
		VstpObserver one = recorder("a");
		assertThat(VstpObserver.of(List.of(one)) == one).isTrue();
	}

	private VstpObserver recorder(String name) {
		return (VstpObserver) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { VstpObserver.class },
				(proxy, method, arguments) -> {
					this.told.add(name + " " + method.getName() + Arrays.toString(arguments));
					return null;
				});
	}

	private static Object argument(Class<?> type) {
		if (type.isEnum()) {
			Object[] constants = type.getEnumConstants();
			return constants[constants.length - 1];
		}
		if (type == int.class) {
			return 7;
		}
		if (type == long.class) {
			return 8L;
		}
		return (type == String.class) ? "name" : null;
	}

}
