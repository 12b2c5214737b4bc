package io.vstp.spring.docs;

import io.vstp.frame.Transport;
import io.vstp.spring.client.VstpTemplate;

/**
 * The examples of {@code docs/transports.md}.
 */
public final class TransportsExamples {

	private TransportsExamples() {
	}

	public static String byUdp(VstpTemplate template) {
		String where = template.to("telemetry").header("op", "where").transport(Transport.UDP).exchange(String.class);
		return where;
	}

}
