package io.vstp.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/**
 * Holds where the server is to listen on TCP, UDP or both.
 */
class OnTransportCondition extends AnyNestedCondition {

	OnTransportCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBooleanProperty(name = "vstp.server.tcp.enabled", matchIfMissing = true)
	static class Tcp {

	}

	@ConditionalOnBooleanProperty(name = "vstp.server.udp.enabled")
	static class Udp {

	}

}
