package io.vstp.demo.console;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where frames go that people write by hand.
 *
 * @param tcp the destination of those that go by TCP
 * @param udp the destination of those that go by UDP
 * @param auto the destination of those that go by either
 * @param timeout how long an answer may take
 * @param maxOpen how many frames may wait for their answer at a time
 */
@ConfigurationProperties("demo.console")
record ConsoleProperties(@DefaultValue("demo") String tcp, @DefaultValue("demo-udp") String udp,
		@DefaultValue("demo-auto") String auto, @DefaultValue("5s") Duration timeout, @DefaultValue("8") int maxOpen) {

	String destination(String transport) {
		return switch (transport) {
			case "tcp" -> this.tcp;
			case "udp" -> this.udp;
			default -> this.auto;
		};
	}

}
