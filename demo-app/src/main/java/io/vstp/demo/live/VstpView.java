package io.vstp.demo.live;

import java.util.Map;

import io.vstp.spring.actuate.VstpEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What the Actuator's endpoint tells, with a few of the sessions.
 */
@Component
class VstpView implements LiveView {

	private static final int MAX_SESSIONS = 24;

	private final ObjectProvider<VstpEndpoint> endpoint;

	VstpView(ObjectProvider<VstpEndpoint> endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public String name() {
		return "vstp";
	}

	@Override
	public Object view() {
		VstpEndpoint available = this.endpoint.getIfAvailable();
		return (available != null) ? available.vstp(MAX_SESSIONS) : Map.of();
	}

}
