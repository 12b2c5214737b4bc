package io.vstp.spring.test.autoconfigure;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Starts the slice, with the server told not to listen.
 */
class VstpTestContextBootstrapper extends TestSliceTestContextBootstrapper<VstpTest> {

	private static final String[] NO_NETWORK = { "vstp.server.tcp.enabled=false", "vstp.server.udp.enabled=false" };

	@Override
	protected String[] getProperties(Class<?> testClass) {
		String[] properties = super.getProperties(testClass);
		Stream<String> own = (properties != null) ? Arrays.stream(properties) : Stream.empty();
		return Stream.concat(own, Arrays.stream(NO_NETWORK)).toArray(String[]::new);
	}

}
