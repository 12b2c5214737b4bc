package io.vstp.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.vstp.server.VstpServer;
import io.vstp.transport.EventLoops;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * {@link InfoContributor} that tells as {@code vstp} the versions of VSTP and of Netty,
 * where the jars say them, and by what Netty moves bytes.
 */
public class VstpInfoContributor implements InfoContributor {

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		put(details, "version", version(VstpServer.class));
		put(details, "netty", version(ByteBuf.class));
		details.put("io", EventLoops.io());
		builder.withDetail("vstp", details);
	}

	private static void put(Map<String, Object> details, String name, @Nullable String value) {
		if (value != null) {
			details.put(name, value);
		}
	}

	private static @Nullable String version(Class<?> type) {
		Package home = type.getPackage();
		return (home != null) ? home.getImplementationVersion() : null;
	}

}
