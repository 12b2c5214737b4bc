package io.vstp.demo.network;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The network that can be spoiled.
 *
 * @param destinations which destinations are reached through it
 * @param seed what the dice begin with that say which datagrams get lost
 */
@ConfigurationProperties("demo.network")
record NetworkProperties(@DefaultValue List<String> destinations, @DefaultValue("1") long seed) {

}
