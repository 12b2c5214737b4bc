package io.vstp.demo.traffic;

import java.time.InstantSource;
import java.util.List;

import io.vstp.spring.client.VstpTemplate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the traffic generator together.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "demo.traffic.enabled", matchIfMissing = true)
class TrafficConfiguration {

	@Bean
	TrafficGenerator trafficGenerator(List<Traffic> traffic) {
		return new TrafficGenerator(traffic);
	}

	@Bean
	SensorTraffic sensorTraffic(VstpTemplate template, Calls calls, TrafficProperties properties, InstantSource clock) {
		return new SensorTraffic(template, calls, properties.sensors(), clock);
	}

	@Bean
	PlayerTraffic playerTraffic(VstpTemplate template, Calls calls, TrafficProperties properties) {
		return new PlayerTraffic(template, calls, properties.players());
	}

	@Bean
	FileTraffic fileTraffic(VstpTemplate template, Calls calls, TrafficProperties properties) {
		return new FileTraffic(template, calls, properties.files());
	}

}
