package io.vstp.spring.observation;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.HeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is to be added to the headers of a frame so that its receiver can continue
 * the trace. What does not fit is left out, and counted: no frame fails for being traced.
 * A header of the frame that has the same name is replaced. Not for use by several
 * threads at once.
 */
public final class VstpTraceHeaders {

	private static final Set<String> PROTOCOL = Set.of(HeaderNames.CONTENT_TYPE, HeaderNames.CORRELATION_ID,
			HeaderNames.MSG_ID, HeaderNames.CODE, HeaderNames.MESSAGE, HeaderNames.VSTP_CAPS, HeaderNames.MAX_FRAME,
			HeaderNames.CLIENT_ID, HeaderNames.AUTH_TOKEN, HeaderNames.SESSION_ID, HeaderNames.KEEPALIVE_MS,
			HeaderNames.COMPRESSION, HeaderNames.FRAG_ID, HeaderNames.FRAG_INDEX, HeaderNames.FRAG_TOTAL,
			HeaderNames.VX, HeaderNames.FRAG_ACK, HeaderNames.FRAG_WINDOW, HeaderNames.ADDR_TOKEN, HeaderNames.VX_REPLY,
			HeaderNames.X_AUTO_PROBE, HeaderNames.ONCE_ID, HeaderNames.ONCE_SERVER);

	private final Headers own;

	private final Supplier<HeaderRoom> measure;

	private @Nullable HeaderRoom room;

	private @Nullable HeadersBuilder added;

	private int omitted;

	/**
	 * Creates a carrier.
	 * @param own the headers of the frame
	 * @param measure says how much room there is; asked when there is something to add
	 */
	VstpTraceHeaders(Headers own, Supplier<HeaderRoom> measure) {
		this.own = own;
		this.measure = measure;
	}

	/**
	 * Adds a header.
	 * @param name its name; one that means something to the protocol, as a field of
	 * baggage may have, is left out
	 * @param value its value; one of more than 255 bytes is left out
	 */
	public void set(String name, String value) {
		if (PROTOCOL.contains(name)) {
			this.omitted++;
			return;
		}
		byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
		byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
		if (nameBytes.length > Headers.MAX_ELEMENT_LENGTH || valueBytes.length > Headers.MAX_ELEMENT_LENGTH
				|| !room().take(2 + nameBytes.length + valueBytes.length)) {
			this.omitted++;
			return;
		}
		HeadersBuilder builder = this.added;
		if (builder == null) {
			this.added = this.own.toBuilder();
			builder = this.own.contains(name) ? this.added.remove(name) : this.added;
		}
		else {
			builder.remove(name);
		}
		builder.add(nameBytes, valueBytes);
	}

	/**
	 * Returns the headers of the frame.
	 * @return those that it had, and those that were added
	 */
	public Headers headers() {
		return (this.added != null) ? this.added.build() : this.own;
	}

	private HeaderRoom room() {
		HeaderRoom known = this.room;
		if (known == null) {
			known = this.measure.get();
			this.room = known;
		}
		return known;
	}

	int omitted() {
		return this.omitted;
	}

}
