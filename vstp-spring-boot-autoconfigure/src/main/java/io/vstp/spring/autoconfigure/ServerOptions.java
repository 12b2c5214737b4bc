package io.vstp.spring.autoconfigure;

import java.util.function.Supplier;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.vstp.frame.FrameLimits;
import io.vstp.server.VstpServerOptions;
import io.vstp.spring.tls.BundleSslContext;
import io.vstp.transport.Checks;
import io.vstp.transport.SessionOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;

/**
 * From {@link VstpServerProperties} to {@link VstpServerOptions}.
 */
final class ServerOptions {

	private final PropertyValues values = new PropertyValues("vstp.server");

	private final VstpServerProperties properties;

	private final @Nullable SslBundles bundles;

	ServerOptions(VstpServerProperties properties, @Nullable SslBundles bundles) {
		this.properties = properties;
		this.bundles = bundles;
	}

	VstpServerOptions.Builder builder() {
		VstpServerOptions.Builder options = VstpServerOptions.builder();
		this.values.apply("handshake", this.properties.getHandshake(), options::handshake);
		this.values.apply("handshake-timeout", this.properties.getHandshakeTimeout(), options::handshakeTimeout);
		this.values.apply("max-in-flight", this.properties.getMaxInFlight(), options::maxInFlight);
		this.values.apply("max-in-flight-bytes", this.properties.getMaxInFlightBytes().toBytes(),
				options::maxInFlightBytes);
		VstpTcpServerProperties tcp = this.properties.getTcp();
		this.values.apply("tcp.port", tcp.getPort(),
				(port) -> options.bindAddress(ServerAddress.bind(tcp.getAddress(), port)));
		this.values.apply("tcp.idle-timeout", tcp.getIdleTimeout(), options::idleTimeout);
		this.values.apply("tcp.max-connections", tcp.getMaxConnections(), options::maxConnections);
		VstpUdpServerProperties udp = this.properties.getUdp();
		return options.tcp(tcp.isEnabled())
			.tls(tcp.isEnabled() ? tls(tcp.getSsl()) : null)
			.udp(udp.isEnabled() ? new UdpServerOptions(this.values, udp).build() : null)
			.session(session());
	}

	private SessionOptions session() {
		SessionOptions.Builder session = SessionOptions.builder();
		this.values.apply("keep-alive", this.properties.getKeepAlive(), session::keepAlive);
		this.values.apply("write-timeout", this.properties.getWriteTimeout(), session::writeTimeout);
		this.values.apply("crc", this.properties.getCrc(), session::crcMode);
		VstpServerProperties.Session inFlight = this.properties.getSession();
		this.values.apply("session.max-in-flight", inFlight.getMaxInFlight(), session::maxInFlight);
		this.values.apply("session.max-in-flight-bytes", inFlight.getMaxInFlightBytes().toBytes(),
				session::maxInFlightBytes);
		this.values.apply("session.ordering", inFlight.getOrdering(), session::ordering);
		this.values.apply("session.payload-timeout", inFlight.getPayloadTimeout(), session::payloadTimeout);
		applyWriteBuffer(this.properties.getWriteBuffer(), session);
		session.compression(new Compression().apply(this.values, this.properties.getCompression()).build());
		return session.limits(limits(this.properties.getLimits())).build();
	}

	private void applyWriteBuffer(VstpServerProperties.WriteBuffer buffer, SessionOptions.Builder session) {
		DataSize low = buffer.getLowWaterMark();
		this.values.apply("write-buffer.low-water-mark", low,
				(value) -> Checks.positive("lowWaterMark", PropertyValues.toInt(value)));
		this.values.apply("write-buffer.high-water-mark", buffer.getHighWaterMark(), (high) -> {
			if (high.compareTo(low) < 0) {
				throw new IllegalArgumentException(
						"must be at least vstp.server.write-buffer.low-water-mark (%s), but is %s".formatted(low,
								high));
			}
			session.waterMarks(PropertyValues.toInt(low), PropertyValues.toInt(high));
		});
		this.values.apply("write-buffer.max-pending", buffer.getMaxPending().toBytes(), session::maxPendingWrite);
	}

	private FrameLimits limits(VstpServerProperties.Limits limits) {
		LimitsBuilder builder = new LimitsBuilder(FrameLimits.DEFAULTS);
		this.values.apply("limits.max-frame-size", limits.getMaxFrameSize(), builder::maxFrameSize);
		this.values.apply("limits.max-header-size", limits.getMaxHeaderSize(), builder::maxHeaderSize);
		this.values.apply("limits.max-headers", limits.getMaxHeaders(), builder::maxHeaders);
		return builder.build();
	}

	private @Nullable Supplier<SslContext> tls(VstpTcpServerProperties.Ssl ssl) {
		String bundle = ssl.getBundle();
		Boolean enabled = ssl.getEnabled();
		if (Boolean.FALSE.equals(enabled) || (enabled == null && bundle == null)) {
			return null;
		}
		if (bundle == null) {
			throw this.values.invalid("tcp.ssl.bundle", null,
					"TLS is enabled, and the server needs an SSL bundle with its certificate and key.", null);
		}
		return TlsBundles.get(this.values, "tcp.ssl.bundle", bundle, this.bundles,
				(bundles) -> BundleSslContext.server(bundles, bundle, clientAuth(ssl.getClientAuth())));
	}

	private static ClientAuth clientAuth(VstpTcpServerProperties.ClientAuth clientAuth) {
		return switch (clientAuth) {
			case NONE -> ClientAuth.NONE;
			case WANT -> ClientAuth.OPTIONAL;
			case NEED -> ClientAuth.REQUIRE;
		};
	}

}
