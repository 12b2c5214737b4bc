package io.vstp.demo;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Starts the application on free ports.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
abstract class AbstractDemoIT {

	@Value("${local.vstp.tcp.port}")
	protected int vstpPort;

	@Autowired
	protected RestTestClient web;

	/** The application calls itself, so the port has to be known before it listens. */
	@DynamicPropertySource
	static void freePort(DynamicPropertyRegistry registry) {
		int port = TestSocketUtils.findAvailableTcpPort();
		registry.add("vstp.server.tcp.port", () -> port);
		registry.add("demo.files.directory", () -> "../demo-app/target/demo-files/" + port);
	}

}
