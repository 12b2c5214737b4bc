package io.vstp.test;

import io.vstp.transport.EventLoops;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * That the guard against blocked event loops can bite.
 */
class BlockHoundExtensionTests {

	@Test
	void shouldNoticeWhenEventLoopSleeps() throws Exception {
		assumeTrue(BlockHoundExtension.isActive(), "BlockHound does not work on this JDK");
		try (EventLoops eventLoops = EventLoops.create(1, "test")) {
			eventLoops.group().submit(() -> {
				Thread.sleep(1);
				return null;
			}).await();
		}
		assertThat(BlockHoundExtension.find()).anyMatch((trace) -> trace.contains("sleep"));
	}

}
