package io.vstp.spring.tls;

import java.security.KeyStore;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.vstp.frame.VstpException;
import io.vstp.transport.tls.TlsContexts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The TLS context of an SSL bundle. When the bundle is updated, connections made from
 * then on use the new one; an update that cannot be used is logged and changes nothing.
 * Speaks TLS 1.3 unless the options of the bundle name other protocols. Safe for use by
 * several threads.
 */
public final class BundleSslContext implements Supplier<SslContext> {

	private static final Log logger = LogFactory.getLog(BundleSslContext.class);

	private final String name;

	private final Function<SslBundle, SslContext> factory;

	private volatile SslContext context;

	private volatile String description;

	private BundleSslContext(SslBundles bundles, String name, Function<SslBundle, SslContext> factory) {
		SslBundle bundle = bundles.getBundle(name);
		this.name = name;
		this.factory = factory;
		this.context = factory.apply(bundle);
		this.description = describe(name, bundle);
		bundles.addBundleUpdateHandler(name, this::update);
	}

	/**
	 * Returns the context of a server.
	 * @param bundles where the bundle is
	 * @param name the name of the bundle, which has a certificate and its key
	 * @param clientAuth whether clients show a certificate
	 * @return supplies the context
	 * @throws NoSuchSslBundleException if there is no such bundle
	 * @throws VstpException if the bundle does not do for a server
	 */
	public static BundleSslContext server(SslBundles bundles, String name, ClientAuth clientAuth) {
		return new BundleSslContext(bundles, name, (bundle) -> {
			checkHasKey(name, bundle.getStores());
			return TlsContexts.server(bundle.getManagers().getKeyManagerFactory(),
					bundle.getManagers().getTrustManagerFactory(), clientAuth,
					bundle.getOptions().getEnabledProtocols(), bundle.getOptions().getCiphers());
		});
	}

	/**
	 * Returns the context of a client.
	 * @param bundles where the bundle is
	 * @param name the name of the bundle; without certificates to trust, those of the JDK
	 * count
	 * @return supplies the context
	 * @throws NoSuchSslBundleException if there is no such bundle
	 * @throws VstpException if the bundle cannot be used
	 */
	public static BundleSslContext client(SslBundles bundles, String name) {
		return new BundleSslContext(bundles, name, BundleSslContext::client);
	}

	/**
	 * Returns the context of a client.
	 * @param bundle the bundle; without certificates to trust, those of the JDK count
	 * @return the context
	 * @throws VstpException if the bundle cannot be used
	 */
	public static SslContext client(SslBundle bundle) {
		return TlsContexts.client(bundle.getManagers().getKeyManagerFactory(),
				bundle.getManagers().getTrustManagerFactory(), bundle.getOptions().getEnabledProtocols(),
				bundle.getOptions().getCiphers());
	}

	@Override
	public SslContext get() {
		return this.context;
	}

	/**
	 * Describes the context, for people.
	 * @return protocols and bundle, for instance {@code TLS 1.3, bundle 'web'}
	 */
	public String description() {
		return this.description;
	}

	private void update(SslBundle bundle) {
		try {
			this.context = this.factory.apply(bundle);
			this.description = describe(this.name, bundle);
			logger.info("VSTP uses the updated SSL bundle '%s' for new connections".formatted(this.name));
		}
		catch (RuntimeException ex) {
			logger.error(
					"The updated SSL bundle '%s' cannot be used; VSTP goes on with the one it has".formatted(this.name),
					ex);
		}
	}

	private static void checkHasKey(String name, SslStoreBundle stores) {
		KeyStore keys = stores.getKeyStore();
		// A bundle without any store brings its own key managers.
		if (keys == null && stores.getTrustStore() != null) {
			throw new VstpException("SSL bundle '%s' has no certificate and key for the server".formatted(name));
		}
	}

	private static String describe(String name, SslBundle bundle) {
		return "%s, bundle '%s'".formatted(protocols(bundle.getOptions().getEnabledProtocols()), name);
	}

	private static String protocols(String @Nullable [] protocols) {
		return (protocols != null)
				? Arrays.stream(protocols).map((name) -> name.replace("TLSv", "TLS ")).collect(Collectors.joining("/"))
				: "TLS 1.3";
	}

	@Override
	public String toString() {
		return this.description;
	}

}
