package io.vstp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the connection to a VSTP server over UDP.
 */
public class VstpUdpConnectionProperties extends VstpUdpProperties {

	/**
	 * How many messages that come in may be unfinished.
	 */
	private @Nullable Integer maxReassemblies;

	/**
	 * How many messages are known again; the oldest are forgotten first.
	 */
	private @Nullable Integer maxRemembered;

	public @Nullable Integer getMaxReassemblies() {
		return this.maxReassemblies;
	}

	public void setMaxReassemblies(@Nullable Integer maxReassemblies) {
		this.maxReassemblies = maxReassemblies;
	}

	public @Nullable Integer getMaxRemembered() {
		return this.maxRemembered;
	}

	public void setMaxRemembered(@Nullable Integer maxRemembered) {
		this.maxRemembered = maxRemembered;
	}

}
