package io.vstp.engine.select;

import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * From now on another transport carries a kind of messages.
 *
 * @param kind the kind
 * @param from what has carried them, or {@code null} for the first choice
 * @param to what carries them
 * @param reason why
 * @param fromScore how good the former one is for them, 0 to 1; 0 where it is not up, or
 * there was none
 * @param toScore how good the new one is
 */
public record TransportSwitch(MessageKind kind, @Nullable Transport from, Transport to, SwitchReason reason,
		double fromScore, double toScore) {

}
