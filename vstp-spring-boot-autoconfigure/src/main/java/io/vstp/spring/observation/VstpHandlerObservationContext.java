package io.vstp.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.observation.VstpObservationDocumentation.HandlerHighKeyNames;
import io.vstp.transport.VstpSession;
import org.jspecify.annotations.Nullable;

/**
 * What is known while a handler is observed. The carrier has the headers of the frame, of
 * which the trace context is read; they may contain what is not to be told to others. The
 * kind is {@link Kind#SERVER} where somebody waits for a reply, and {@link Kind#CONSUMER}
 * otherwise.
 */
public class VstpHandlerObservationContext extends ReceiverContext<Headers> {

	private static final Propagator.Getter<Headers> GETTER = new HeadersGetter();

	private final String handler;

	private final VstpSession session;

	private @Nullable ErrorCode errorCode;

	private final StandardKeyValues standard = new StandardKeyValues();

	private final StandardKeyValues standardHigh = new StandardKeyValues();

	private long nanos;

	/**
	 * Creates a context.
	 * @param handler the handler's name, {@code Class#method}
	 * @param headers those of the frame
	 * @param session the session by which it came
	 */
	public VstpHandlerObservationContext(String handler, Headers headers, VstpSession session) {
		super(GETTER, headers.contains(HeaderNames.CORRELATION_ID) ? Kind.SERVER : Kind.CONSUMER);
		this.handler = handler;
		this.session = session;
		setCarrier(headers);
	}

	/**
	 * Returns the handler.
	 * @return its name, {@code Class#method}
	 */
	public String getHandler() {
		return this.handler;
	}

	/**
	 * Returns the session by which the frame came.
	 * @return the session
	 */
	public VstpSession getSession() {
		return this.session;
	}

	/**
	 * Returns what carried the frame.
	 * @return the transport
	 */
	public Transport getTransport() {
		return this.session.transport();
	}

	/**
	 * Returns what the peer is told.
	 * @return what is wrong; {@code null} if nothing is, or as long as the handler runs
	 */
	public @Nullable ErrorCode getErrorCode() {
		return this.errorCode;
	}

	void stopped(@Nullable ErrorCode errorCode, long nanos) {
		this.errorCode = errorCode;
		this.nanos = nanos;
	}

	/**
	 * Returns the key values of the session, which conventions are asked for twice.
	 * @return the key values
	 */
	KeyValues sessionKeyValues() {
		KeyValues known = this.standardHigh.offered();
		return (known != null) ? known
				: this.standardHigh.offer(KeyValues.of(HandlerHighKeyNames.SESSION.withValue(this.session.id())));
	}

	long nanos() {
		return this.nanos;
	}

	@Override
	public Observation.Context addLowCardinalityKeyValues(KeyValues keyValues) {
		return this.standard.keep(keyValues) ? this : super.addLowCardinalityKeyValues(keyValues);
	}

	@Override
	public Observation.Context addLowCardinalityKeyValue(KeyValue keyValue) {
		this.standard.extend();
		return super.addLowCardinalityKeyValue(keyValue);
	}

	@Override
	public Observation.Context removeLowCardinalityKeyValue(String keyName) {
		KeyValues spilt = this.standard.spill();
		if (spilt != null) {
			super.addLowCardinalityKeyValues(spilt);
		}
		return super.removeLowCardinalityKeyValue(keyName);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues() {
		KeyValues kept = this.standard.kept();
		return (kept != null) ? kept : this.standard.with(super.getLowCardinalityKeyValues());
	}

	@Override
	public @Nullable KeyValue getLowCardinalityKeyValue(String key) {
		KeyValue added = super.getLowCardinalityKeyValue(key);
		return (added != null) ? added : this.standard.find(key);
	}

	@Override
	public Observation.Context addHighCardinalityKeyValues(KeyValues keyValues) {
		return this.standardHigh.keep(keyValues) ? this : super.addHighCardinalityKeyValues(keyValues);
	}

	@Override
	public Observation.Context addHighCardinalityKeyValue(KeyValue keyValue) {
		this.standardHigh.extend();
		return super.addHighCardinalityKeyValue(keyValue);
	}

	@Override
	public Observation.Context removeHighCardinalityKeyValue(String keyName) {
		KeyValues spilt = this.standardHigh.spill();
		if (spilt != null) {
			super.addHighCardinalityKeyValues(spilt);
		}
		return super.removeHighCardinalityKeyValue(keyName);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues() {
		KeyValues kept = this.standardHigh.kept();
		return (kept != null) ? kept : this.standardHigh.with(super.getHighCardinalityKeyValues());
	}

	@Override
	public @Nullable KeyValue getHighCardinalityKeyValue(String key) {
		KeyValue added = super.getHighCardinalityKeyValue(key);
		return (added != null) ? added : this.standardHigh.find(key);
	}

	StandardKeyValues standard() {
		return this.standard;
	}

	private static final class HeadersGetter implements Propagator.Getter<Headers> {

		@Override
		public @Nullable String get(Headers carrier, String key) {
			return carrier.get(key);
		}

		@Override
		public Iterable<String> getAll(Headers carrier, String key) {
			return carrier.getAll(key);
		}

	}

}
