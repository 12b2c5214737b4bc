package io.vstp.spring.test.client;

import java.time.Duration;

import io.vstp.frame.Frame;
import io.vstp.spring.convert.VstpMessageConverters;
import org.jspecify.annotations.Nullable;

/**
 * What a test client talks to. Takes over the frames that it is given.
 */
interface TestPeer extends AutoCloseable {

	VstpMessageConverters converters();

	void send(Frame frame, Duration timeout);

	VstpTestResult sendWithAck(Frame frame, Duration timeout);

	VstpTestResult exchange(Frame frame, Duration timeout);

	@Nullable VstpTestResult receive(Duration timeout);

	@Override
	void close();

}
