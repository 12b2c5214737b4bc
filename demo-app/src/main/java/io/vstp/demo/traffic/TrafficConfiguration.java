package io.vstp.demo.traffic;

import java.time.InstantSource;
import java.util.List;

import io.vstp.spring.client.VstpTemplate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the traffic generator together.
 */
@Configuration(proxyBeanMethods = false)
class TrafficConfiguration {

	@Bean
	TrafficGenerator trafficGenerator(List<Traffic> traffic, TrafficProperties properties) {
		return new TrafficGenerator(traffic, properties.enabled());
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
