package io.vstp.spring.metrics;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.server.VstpServer;
import io.vstp.spring.server.VstpServerListeningEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;

/**
 * Registers, once the server listens, gauges of whether it does, what it has in flight,
 * what waits to be sent, what unfinished messages take and how busy the threads of the
 * handlers are. While the server is stopped the first reads 0, and the others of the
 * server {@code NaN}; when it is started again they go on.
 */
public final class VstpServerMeters implements ApplicationListener<VstpServerListeningEvent>, DisposableBean {

	/** The tag {@code name} of the meters of the handlers' threads. */
	public static final String EXECUTOR_NAME = "vstp-handlers";

	private final AtomicBoolean bound = new AtomicBoolean();

	private final MeterFactory meters;

	private final Supplier<@Nullable VstpServer> server;

	private final @Nullable ExecutorService pool;

	/**
	 * Creates meters that are not registered yet.
	 * @param registry where to register them
	 * @param convention names them, but for those of the threads
	 * @param server supplies the server, or {@code null} while it does not run
	 * @param pool runs the handlers, or {@code null} if they have no pool
	 */
	public VstpServerMeters(MeterRegistry registry, VstpMeterConvention convention,
			Supplier<@Nullable VstpServer> server, @Nullable ExecutorService pool) {
		this.meters = new MeterFactory(registry, convention);
		this.server = server;
		this.pool = pool;
	}

	@Override
	public void onApplicationEvent(VstpServerListeningEvent event) {
		if (!this.bound.compareAndSet(false, true)) {
			return;
		}
		bindInFlight();
		for (Transport transport : Transport.values()) {
			if (event.getServer().address(transport) != null) {
				bind(transport);
			}
		}
		if (this.pool != null) {
			new ExecutorServiceMetrics(this.pool, EXECUTOR_NAME, Tags.empty()).bindTo(this.meters.registry());
		}
	}

	/**
	 * Removes the gauges, lest a registry that lives on reads what is gone.
	 */
	@Override
	public void destroy() {
		this.meters.removeGauges();
	}

	private void bindInFlight() {
		gauge("vstp.in.flight.frames", "Frames that came in and are not answered yet", Tags.empty(),
				(server) -> server.inFlight().frames());
		gauge("vstp.in.flight.frames.max", "How many frames may be in flight", Tags.empty(),
				(server) -> server.inFlight().maxFrames());
		gauge("vstp.in.flight.bytes", "Bytes of the frames that are in flight", Tags.empty(),
				(server) -> server.inFlight().bytes());
		gauge("vstp.in.flight.bytes.max", "How many bytes may be in flight", Tags.empty(),
				(server) -> server.inFlight().maxBytes());
	}

	private void bind(Transport transport) {
		this.meters.gauge("vstp.server.listening", "Whether the server accepts new peers",
				Tags.of(MeterTags.of("transport", transport)), this.server, VstpServerMeters::listening);
		Tags side = Tags.of(MeterTags.of("side", Side.SERVER));
		gauge(SharedMeters.PENDING, SharedMeters.PENDING_TEXT, side.and(MeterTags.of("transport", transport)),
				(server) -> SharedMeters.pendingBytes(server.sessions(), transport));
		if (transport == Transport.UDP) {
			gauge(SharedMeters.REASSEMBLY, SharedMeters.REASSEMBLY_TEXT, side,
					(server) -> server.reassemblies().bytes());
			gauge(SharedMeters.REASSEMBLY_MAX, SharedMeters.REASSEMBLY_MAX_TEXT, side,
					(server) -> server.reassemblies().maxBytes());
		}
	}

	private static double listening(Supplier<@Nullable VstpServer> supplier) {
		VstpServer current = supplier.get();
		return (current != null && current.isListening()) ? 1 : 0;
	}

	private void gauge(String name, String description, Tags tags, ToDoubleFunction<VstpServer> value) {
		this.meters.gauge(name, description, tags, this.server, (supplier) -> {
			VstpServer current = supplier.get();
			return (current != null) ? value.applyAsDouble(current) : Double.NaN;
		});
	}

}
