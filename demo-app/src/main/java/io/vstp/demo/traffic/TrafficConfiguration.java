package io.vstp.demo.traffic;

import java.time.InstantSource;
import java.util.ArrayList;
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
	TrafficGenerator trafficGenerator(VstpTemplate template, Calls calls, TrafficProperties properties,
			InstantSource clock) {
		List<SensorTraffic> sensors = sensors(template, calls, properties.sensors(), clock);
		List<Traffic> traffic = new ArrayList<>(sensors);
		for (String reader : properties.sensors().readers()) {
			traffic.add(new ReaderTraffic(template, calls, reader, properties.sensors(),
					(number) -> sensors.stream().anyMatch((some) -> some.hasSent(number))));
		}
		traffic.add(new PlayerTraffic(template, calls, properties.players()));
		traffic.add(new FileTraffic(template, calls, properties.files()));
		return new TrafficGenerator(traffic, properties.enabled());
	}

	// One for each destination, so that none waits for those of another.
	private static List<SensorTraffic> sensors(VstpTemplate template, Calls calls, TrafficProperties.Sensors properties,
			InstantSource clock) {
		List<SensorTraffic> sensors = new ArrayList<>();
		List<String> destinations = properties.destinations();
		for (int i = 0; i < destinations.size(); i++) {
			int first = i * properties.count() / destinations.size();
			int end = (i + 1) * properties.count() / destinations.size();
			sensors.add(new SensorTraffic(template, calls, destinations.get(i), properties.interval(), clock, first,
					end - first));
		}
		return sensors;
	}

}
