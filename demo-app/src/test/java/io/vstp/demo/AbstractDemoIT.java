package io.vstp.demo;

import io.vstp.spring.test.LocalVstpTcpPort;
import io.vstp.spring.test.LocalVstpUdpPort;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Starts the application on free ports.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
abstract class AbstractDemoIT {

	@LocalVstpTcpPort
	protected int vstpPort;

	@LocalVstpUdpPort
	protected int udpPort;

	@Autowired
	protected RestTestClient web;

	/** The application calls itself, so the ports have to be known before it listens. */
	@DynamicPropertySource
	static void freePorts(DynamicPropertyRegistry registry) {
		int port = FreePorts.find();
		int udpPort = FreePorts.find();
		registry.add("vstp.server.tcp.port", () -> port);
		registry.add("vstp.server.udp.port", () -> udpPort);
		registry.add("demo.files.directory", () -> "../demo-app/target/demo-files/" + port);
	}

}
