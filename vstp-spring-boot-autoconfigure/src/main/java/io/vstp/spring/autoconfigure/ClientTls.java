package io.vstp.spring.autoconfigure;

import java.util.function.Supplier;

import io.netty.handler.ssl.SslContext;
import io.vstp.client.TransportChoice;
import io.vstp.spring.tls.BundleSslContext;
import io.vstp.transport.tls.TlsContexts;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Whether and how a destination speaks TLS: what it says itself counts before the
 * defaults.
 */
final class ClientTls {

	private final PropertyValues values;

	private final PropertyValues enabledBy;

	private final PropertyValues bundleBy;

	private final PropertyValues transportBy;

	private final @Nullable Boolean enabled;

	private final @Nullable String bundle;

	/**
	 * Creates this.
	 * @param values tells which property of the destination it was
	 * @param destination what the destination says
	 * @param defaultValues tells which property of the defaults it was
	 * @param defaults what the defaults say
	 */
	ClientTls(PropertyValues values, VstpConnectionProperties destination, PropertyValues defaultValues,
			VstpConnectionProperties defaults) {
		VstpConnectionProperties.Ssl own = destination.getSsl();
		VstpConnectionProperties.Ssl shared = defaults.getSsl();
		this.values = values;
		this.enabledBy = (own.getEnabled() != null) ? values : defaultValues;
		this.enabled = (own.getEnabled() != null) ? own.getEnabled() : shared.getEnabled();
		this.bundleBy = (own.getBundle() != null) ? values : defaultValues;
		this.bundle = (own.getBundle() != null) ? own.getBundle() : shared.getBundle();
		this.transportBy = (destination.getTransport() != null) ? values : defaultValues;
	}

	private boolean isEnabled() {
		return (this.enabled != null) ? this.enabled : this.bundle != null;
	}

	/**
	 * Refuses TLS where it cannot be: frames that should be secret must not go out plain.
	 * @param transport what carries the frames
	 */
	void refuseOver(TransportChoice transport) {
		if (transport != TransportChoice.TCP && isEnabled()) {
			String cause = (this.enabled != null) ? this.enabledBy.name("ssl.enabled")
					: this.bundleBy.name("ssl.bundle");
			throw this.transportBy.invalid("transport", transport,
					"There is no TLS over UDP, and '%s' asks for it. Take the transport 'tcp', or set '%s' to 'false'."
						.formatted(cause, this.values.name("ssl.enabled")),
					null);
		}
	}

	/**
	 * Returns what secures the connections where a bean says it instead of properties.
	 * @param bundle the bundle, or {@code null} for no TLS
	 * @param transport what carries the frames
	 * @return supplies the context, or {@code null} for no TLS
	 */
	@Nullable Supplier<SslContext> context(@Nullable SslBundle bundle, TransportChoice transport) {
		if (bundle == null) {
			return null;
		}
		if (transport != TransportChoice.TCP) {
			throw this.transportBy.invalid("transport", transport,
					"There is no TLS over UDP, and the VstpConnectionDetails bean for this destination asks for it.",
					null);
		}
		SslContext context = BundleSslContext.client(bundle);
		return () -> context;
	}

	/**
	 * Returns what secures the connections.
	 * @param bundles where the bundle should be, or {@code null} if there are no bundles
	 * @return supplies the context, or {@code null} for no TLS
	 */
	@Nullable Supplier<SslContext> context(@Nullable SslBundles bundles) {
		if (!isEnabled()) {
			return null;
		}
		String name = this.bundle;
		if (name == null) {
			SslContext trustOfTheJdk = TlsContexts.client(null, null, null, null);
			return () -> trustOfTheJdk;
		}
		return TlsBundles.get(this.bundleBy, "ssl.bundle", name, bundles,
				(found) -> BundleSslContext.client(found, name));
	}

}
