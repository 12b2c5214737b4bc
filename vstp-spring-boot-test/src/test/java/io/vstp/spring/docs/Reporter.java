package io.vstp.spring.docs;

import io.vstp.spring.client.VstpTemplate;

import org.springframework.stereotype.Service;

/**
 * Reports to another server.
 */
@Service
class Reporter {

	private final VstpTemplate template;

	Reporter(VstpTemplate template) {
		this.template = template;
	}

	void report(String sensor, Reading reading) {
		this.template.to("telemetry").header("sensor-id", sensor).header("op", "report").payload(reading).sendWithAck();
	}

}
