package io.vstp.server;

import java.time.Duration;

import io.vstp.engine.once.OnceSettings;
import io.vstp.transport.Checks;

/**
 * How a server remembers messages that may come by either transport, so that it handles
 * each once (docs/transports.md). Only messages that ask for it are remembered: those of
 * clients that choose between transports.
 *
 * @param window for how long; must be longer than the timeouts of its clients' calls;
 * default 60 s
 * @param maxRemembered how many messages that were handled; beyond it the oldest are
 * forgotten, and for the window no message is taken that was sent before and is not
 * known; default 131,072, which take some 25 MB
 * @param maxReplySize bytes of a reply that is kept for who asks again; default 64 KiB
 * @param maxReplyBytes bytes of all replies that are kept, the oldest give way; default
 * 32 MiB
 */
public record OnceOptions(Duration window, int maxRemembered, int maxReplySize, long maxReplyBytes) {

	/** The defaults. */
	public static final OnceOptions DEFAULTS = new OnceOptions(Duration.ofSeconds(60), 131_072, 64 * 1024,
			32L * 1024 * 1024);

	public OnceOptions {
		Checks.positive("window", window);
		Checks.positive("maxRemembered", maxRemembered);
		Checks.notNegative("maxReplySize", maxReplySize);
		if (maxReplyBytes < 0) {
			throw new IllegalArgumentException("maxReplyBytes must not be negative, but is " + maxReplyBytes);
		}
	}

	OnceSettings settings() {
		return new OnceSettings(this.maxRemembered, this.window.toNanos(), this.maxReplySize, this.maxReplyBytes);
	}

}
