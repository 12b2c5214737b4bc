package io.vstp.demo.transfer;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Large messages that people have sent.
 *
 * @param destination where to; nothing else should go there, as progress is told by what
 * its client sends
 * @param timeout how long one may take
 */
@ConfigurationProperties("demo.transfer")
record TransferProperties(@DefaultValue("demo-file") String destination, @DefaultValue("10m") Duration timeout) {

}
