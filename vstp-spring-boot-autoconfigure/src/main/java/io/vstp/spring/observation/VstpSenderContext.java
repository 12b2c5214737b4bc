package io.vstp.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known while something is sent. The carrier takes the trace headers.
 */
public abstract class VstpSenderContext extends SenderContext<VstpTraceHeaders> {

	private static final String NO_ERROR = "none";

	private final StandardKeyValues standard = new StandardKeyValues();

	private final long begin = System.nanoTime();

	private String errorKey = NO_ERROR;

	private long nanos;

	VstpSenderContext(VstpTraceHeaders carrier, Kind kind) {
		super(VstpSenderContext::set, kind);
		setCarrier(carrier);
	}

	private static void set(@Nullable VstpTraceHeaders carrier, String name, String value) {
		if (carrier != null) {
			carrier.set(name, value);
		}
	}

	/**
	 * Returns what became of it, in a word.
	 * @return {@code none} if all went well, or as long as that is not known, and
	 * otherwise one of few reasons
	 */
	public String getErrorKey() {
		return this.errorKey;
	}

	boolean isFailed() {
		return !this.errorKey.equals(NO_ERROR);
	}

	void stopped(String errorKey) {
		this.errorKey = errorKey;
		this.nanos = System.nanoTime() - this.begin;
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

	StandardKeyValues standard() {
		return this.standard;
	}

}
