package io.vstp.spring.autoconfigure;

import java.util.function.Function;

import io.vstp.frame.VstpException;
import io.vstp.spring.tls.BundleSslContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/**
 * Contexts of SSL bundles that a property names.
 */
final class TlsBundles {

	private TlsBundles() {
	}

	/**
	 * Returns the context of a bundle.
	 * @param values tells which property it was when something is wrong
	 * @param property the property that names the bundle
	 * @param bundle the name of the bundle
	 * @param bundles where it should be, or {@code null} if there are no bundles
	 * @param factory makes the context
	 * @return the context
	 */
	static BundleSslContext get(PropertyValues values, String property, String bundle, @Nullable SslBundles bundles,
			Function<SslBundles, BundleSslContext> factory) {
		if (bundles == null) {
			throw values.invalid(property, bundle, "There are no SSL bundles in this application.", null);
		}
		try {
			return factory.apply(bundles);
		}
		catch (NoSuchSslBundleException ex) {
			throw values.invalid(property, bundle, "There is no SSL bundle of that name. " + known(bundles), ex);
		}
		catch (VstpException ex) {
			throw values.invalid(property, bundle, ex.getMessage() + ".", ex);
		}
	}

	private static String known(SslBundles bundles) {
		return bundles.getBundleNames().isEmpty() ? "Bundles are defined under spring.ssl.bundle."
				: "There are: " + String.join(", ", bundles.getBundleNames()) + ".";
	}

}
