package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of VSTP clients.
 */
@ConfigurationProperties("vstp.client")
public class VstpClientProperties {

	@NestedConfigurationProperty
	private final VstpConnectionProperties defaults = new VstpConnectionProperties();

	/**
	 * VSTP servers to call, by the names that calls use.
	 */
	private final Map<String, Destination> destinations = new LinkedHashMap<>();

	private final Executor executor = new Executor();

	private final Push push = new Push();

	private final Health health = new Health();

	public VstpConnectionProperties getDefaults() {
		return this.defaults;
	}

	public Map<String, Destination> getDestinations() {
		return this.destinations;
	}

	public Executor getExecutor() {
		return this.executor;
	}

	public Push getPush() {
		return this.push;
	}

	public Health getHealth() {
		return this.health;
	}

	/**
	 * A VSTP server to call.
	 */
	public static class Destination extends VstpConnectionProperties {

		/**
		 * Where the server is, as host:port; several are tried in their order. The port
		 * is 6969 where it is left out, and an IPv6 address stands in brackets.
		 */
		private List<String> address = new ArrayList<>();

		public List<String> getAddress() {
			return this.address;
		}

		public void setAddress(List<String> address) {
			this.address = address;
		}

	}

	/**
	 * What servers push to this application.
	 */
	public static class Push {

		private final PushExecutor executor = new PushExecutor();

		public PushExecutor getExecutor() {
			return this.executor;
		}

	}

	/**
	 * How the health of destinations is found out.
	 */
	public static class Health {

		/**
		 * How long the answer to the PING of a health check may take before the
		 * destination counts as down.
		 */
		private Duration timeout = Duration.ofSeconds(1);

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * What runs the handlers of pushed frames.
	 */
	public static class PushExecutor {

		/**
		 * How many threads run the handlers of pushed frames at the most; by default four
		 * for each core and at least eight. Without effect on virtual threads.
		 */
		private @Nullable Integer poolSize;

		/**
		 * How many pushed frames may wait for a thread, or on virtual threads be handled;
		 * further ones are refused with "overloaded".
		 */
		private int queueCapacity = 65_536;

		public @Nullable Integer getPoolSize() {
			return this.poolSize;
		}

		public void setPoolSize(@Nullable Integer poolSize) {
			this.poolSize = poolSize;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

	}

	/**
	 * What completes the futures of asynchronous calls.
	 */
	public static class Executor {

		/**
		 * How many threads complete the futures of asynchronous calls at the most; by
		 * default four for each core and at least eight. Without effect on virtual
		 * threads.
		 */
		private @Nullable Integer poolSize;

		/**
		 * How many completed calls may wait for a thread; the futures of further ones are
		 * completed on the event loop.
		 */
		private int queueCapacity = 65_536;

		public @Nullable Integer getPoolSize() {
			return this.poolSize;
		}

		public void setPoolSize(@Nullable Integer poolSize) {
			this.poolSize = poolSize;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

	}

}
