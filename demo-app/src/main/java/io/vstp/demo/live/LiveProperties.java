package io.vstp.demo.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The live page.
 *
 * @param maxSubscribers how many pages may be open at a time
 * @param maxMissed after how many snapshots in a row for which it was too slow a page is
 * told no more
 */
@ConfigurationProperties("demo.live")
record LiveProperties(@DefaultValue("32") int maxSubscribers, @DefaultValue("20") int maxMissed) {

}
