package io.vstp.demo.sensors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept of sensors.
 *
 * @param maxSensors how many sensors are remembered
 * @param maxReadingSize the longest reading that is accepted
 */
@ConfigurationProperties("demo.sensors")
record SensorsProperties(@DefaultValue("10000") int maxSensors, @DefaultValue("8KB") DataSize maxReadingSize) {

}
