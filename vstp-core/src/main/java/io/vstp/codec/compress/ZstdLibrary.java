package io.vstp.codec.compress;

import com.github.luben.zstd.util.Native;
import org.jspecify.annotations.Nullable;

/**
 * Whether zstd-jni is there, which is optional, and has native code for this machine.
 */
final class ZstdLibrary {

	/** Why it cannot be used, or {@code null} if it can. */
	static final @Nullable String UNAVAILABILITY = load();

	private ZstdLibrary() {
	}

	private static @Nullable String load() {
		try {
			Native.load();
			return null;
		}
		catch (NoClassDefFoundError ex) {
			return "com.github.luben:zstd-jni is not on the classpath";
		}
		catch (Throwable ex) {
			return "the native library of com.github.luben:zstd-jni cannot be loaded: " + ex.getMessage();
		}
	}

}
