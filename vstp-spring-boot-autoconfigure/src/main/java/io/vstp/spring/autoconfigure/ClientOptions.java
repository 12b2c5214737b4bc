package io.vstp.spring.autoconfigure;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vstp.client.AutoOptions;
import io.vstp.client.Backoff;
import io.vstp.client.VstpClientOptions;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.HeadersBuilder;
import io.vstp.spring.client.VstpClientCustomizer;
import io.vstp.spring.client.VstpConnectionDetails;
import io.vstp.transport.SessionOptions;
import io.vstp.transport.UdpOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;

/**
 * From {@link VstpClientProperties} to {@link VstpClientOptions}. The defaults are
 * applied first, then what the destination says.
 */
final class ClientOptions {

	private static final String DEFAULTS = "vstp.client.defaults";

	private static final String DESTINATIONS = "vstp.client.destinations";

	private final VstpClientProperties properties;

	private final @Nullable SslBundles bundles;

	private Map<String, VstpConnectionDetails> details = Map.of();

	ClientOptions(VstpClientProperties properties, @Nullable SslBundles bundles) {
		this.properties = properties;
		this.bundles = bundles;
	}

	/**
	 * Takes addresses and TLS from beans where there are such.
	 * @param details the details, one at the most for each destination
	 * @return this
	 */
	ClientOptions details(List<VstpConnectionDetails> details) {
		Map<String, VstpConnectionDetails> byName = new LinkedHashMap<>();
		for (VstpConnectionDetails candidate : details) {
			String name = candidate.getDestination();
			Assert.state(byName.put(name, candidate) == null,
					() -> "There are several VstpConnectionDetails beans for the destination '%s'".formatted(name));
			Assert.state(!candidate.getAddresses().isEmpty(),
					() -> "The VstpConnectionDetails bean for the destination '%s' has no address".formatted(name));
		}
		this.details = byName;
		return this;
	}

	/**
	 * Makes the options of all destinations.
	 * @param customizer called for each after the properties were applied
	 * @return the options by the names of the destinations
	 */
	Map<String, VstpClientOptions> all(VstpClientCustomizer customizer) {
		Map<String, VstpClientOptions> all = new LinkedHashMap<>();
		destinations().forEach((name, destination) -> {
			VstpClientOptions.Builder options = builder(name, destination);
			customizer.customize(name, options);
			all.put(name, options.build());
		});
		return all;
	}

	private Map<String, VstpClientProperties.Destination> destinations() {
		Map<String, VstpClientProperties.Destination> destinations = new LinkedHashMap<>(
				this.properties.getDestinations());
		this.details.keySet()
			.forEach((name) -> destinations.computeIfAbsent(name, (added) -> new VstpClientProperties.Destination()));
		return destinations;
	}

	private VstpClientOptions.Builder builder(String name, VstpClientProperties.Destination destination) {
		PropertyValues values = values(name);
		VstpConnectionDetails details = this.details.get(name);
		VstpClientOptions.Builder options = VstpClientOptions
			.builder((details != null) ? details.getAddresses() : addresses(values, destination))
			.name(name);
		PropertyValues defaults = new PropertyValues(DEFAULTS);
		apply(defaults, this.properties.getDefaults(), options);
		apply(values, destination, options);
		Compression compression = new Compression().apply(defaults, this.properties.getDefaults().getCompression())
			.apply(values, destination.getCompression());
		options.session(options.build().session().mutate().compression(compression.build()).build());
		ClientTls tls = new ClientTls(values, destination, defaults, this.properties.getDefaults());
		if (details != null) {
			return options.tls(tls.context(details.getSslBundle(), options.build().transport()));
		}
		tls.refuseOver(options.build().transport());
		return options.tls(tls.context(this.bundles));
	}

	private static PropertyValues values(String name) {
		return new PropertyValues(DESTINATIONS + (name.matches("[a-z0-9-]+") ? "." + name : "[" + name + "]"));
	}

	/**
	 * Makes the retry policies of all destinations.
	 * @return the policies by the names of the destinations; none for a destination whose
	 * calls are not tried again
	 */
	Map<String, RetryPolicy> retryPolicies() {
		Map<String, RetryPolicy> policies = new LinkedHashMap<>();
		destinations().forEach((name, destination) -> {
			RetryOptions retry = new RetryOptions();
			retry.apply(new PropertyValues(DEFAULTS), this.properties.getDefaults().getRetry());
			retry.apply(values(name), destination.getRetry());
			RetryPolicy policy = retry.policy();
			if (policy != null) {
				policies.put(name, policy);
			}
		});
		return policies;
	}

	private static List<InetSocketAddress> addresses(PropertyValues values,
			VstpClientProperties.Destination destination) {
		if (destination.getAddress().isEmpty()) {
			throw values.invalid("address", null, "It must say where the server is, as host:port, unless a "
					+ "VstpConnectionDetails bean for this destination does.", null);
		}
		List<InetSocketAddress> addresses = new ArrayList<>();
		for (String address : destination.getAddress()) {
			values.apply("address", address, (text) -> addresses.add(ServerAddress.parse(text)));
		}
		return addresses;
	}

	private static void apply(PropertyValues values, VstpConnectionProperties properties,
			VstpClientOptions.Builder options) {
		values.apply("transport", properties.getTransport(), options::transport);
		values.apply("handshake", properties.getHandshake(), options::handshake);
		values.apply("handshake-timeout", properties.getHandshakeTimeout(), options::handshakeTimeout);
		values.apply("connect-timeout", properties.getConnectTimeout(), options::connectTimeout);
		values.apply("call-timeout", properties.getCallTimeout(), options::callTimeout);
		values.apply("connections", properties.getConnections(), options::connections);
		values.apply("max-open-calls", properties.getMaxOpenCalls(), options::maxOpenCalls);
		applyHello(values, properties, options);
		applyBackoff(values, properties.getReconnect(), options);
		applySession(values, properties, options);
		applyUdp(values, properties.getUdp(), options);
		applyAuto(values, properties.getAuto(), options);
	}

	private static void applyAuto(PropertyValues values, VstpAutoProperties properties,
			VstpClientOptions.Builder options) {
		AutoOptions.Builder auto = options.build().auto().mutate();
		values.apply("auto.probe-attempts", properties.getProbeAttempts(), auto::probeAttempts);
		values.apply("auto.probe-timeout", properties.getProbeTimeout(), auto::probeTimeout);
		values.apply("auto.probe-interval", properties.getProbeInterval(), auto::probeInterval);
		values.apply("auto.switch-cooldown", properties.getSwitchCooldown(), auto::switchCooldown);
		values.apply("auto.min-dwell-time", properties.getMinDwellTime(), auto::minDwellTime);
		values.apply("auto.consecutive-failures-threshold", properties.getConsecutiveFailuresThreshold(),
				auto::consecutiveFailuresThreshold);
		values.apply("auto.min-score-margin", properties.getMinScoreMargin(), auto::minScoreMargin);
		values.apply("auto.peer-preference-ttl", properties.getPeerPreferenceTtl(), auto::peerPreferenceTtl);
		options.auto(auto.build());
	}

	private static void applyUdp(PropertyValues values, VstpUdpConnectionProperties properties,
			VstpClientOptions.Builder options) {
		UdpOptions.Builder udp = options.build().udp().mutate();
		DatagramOptions datagrams = new DatagramOptions(values, udp);
		datagrams.apply(properties);
		datagrams.applyPerPeer("", properties.getMaxReassemblies(), properties.getMaxRemembered());
		options.udp(udp.build());
	}

	private static void applyHello(PropertyValues values, VstpConnectionProperties properties,
			VstpClientOptions.Builder options) {
		HeadersBuilder hello = options.build().hello().toBuilder();
		values.apply("client-id", properties.getClientId(), (id) -> hello.set(HeaderNames.CLIENT_ID, id));
		if (properties.getAuthToken() != null) {
			// Not by "values", which would print the token where it is too long.
			hello.set(HeaderNames.AUTH_TOKEN, properties.getAuthToken());
		}
		options.hello(hello.build());
	}

	private static void applyBackoff(PropertyValues values, VstpConnectionProperties.Reconnect reconnect,
			VstpClientOptions.Builder options) {
		values.apply("reconnect.initial-delay", reconnect.getInitialDelay(), (delay) -> {
			Backoff backoff = options.build().backoff();
			options.backoff(new Backoff(delay, backoff.maxDelay(), backoff.jitter()));
		});
		values.apply("reconnect.max-delay", reconnect.getMaxDelay(), (delay) -> {
			Backoff backoff = options.build().backoff();
			options.backoff(new Backoff(backoff.initialDelay(), delay, backoff.jitter()));
		});
		values.apply("reconnect.jitter", reconnect.getJitter(), (jitter) -> {
			Backoff backoff = options.build().backoff();
			options.backoff(new Backoff(backoff.initialDelay(), backoff.maxDelay(), jitter));
		});
	}

	private static void applySession(PropertyValues values, VstpConnectionProperties properties,
			VstpClientOptions.Builder options) {
		SessionOptions current = options.build().session();
		SessionOptions.Builder session = current.mutate();
		values.apply("keep-alive", properties.getKeepAlive(), session::keepAlive);
		values.apply("crc", properties.getCrc(), session::crcMode);
		VstpConnectionProperties.Limits limits = properties.getLimits();
		LimitsBuilder builder = new LimitsBuilder(current.limits());
		values.apply("limits.max-frame-size", limits.getMaxFrameSize(), builder::maxFrameSize);
		values.apply("limits.max-header-size", limits.getMaxHeaderSize(), builder::maxHeaderSize);
		values.apply("limits.max-headers", limits.getMaxHeaders(), builder::maxHeaders);
		options.session(session.limits(builder.build()).build());
	}

}
