package io.vstp.spring.client;

import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Connects to the destinations whose servers push something to handlers of this
 * application, when it starts: nothing would come otherwise. Does not wait for the
 * connections, which are kept from then on: an attempt that fails is made again.
 * <p>
 * Comes right after the VSTP server has started, which may be among the destinations.
 */
public final class VstpPushConnections implements SmartLifecycle {

	/** Above that of the VSTP server, which is {@code DEFAULT_PHASE - 1124}. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1123;

	private static final Log logger = LogFactory.getLog(VstpPushConnections.class);

	private final VstpClients clients;

	private final Predicate<String> handled;

	private volatile boolean running;

	/**
	 * Creates a lifecycle.
	 * @param clients the clients to connect
	 * @param handled says whether a destination has handlers
	 */
	public VstpPushConnections(VstpClients clients, Predicate<String> handled) {
		this.clients = clients;
		this.handled = handled;
	}

	@Override
	public void start() {
		this.running = true;
		this.clients.names().stream().filter(this.handled).forEach(this::connect);
	}

	private void connect(String destination) {
		this.clients.client(destination).connect().whenComplete((session, ex) -> {
			if (ex != null) {
				logger.debug("No connection to %s yet".formatted(destination), ex);
			}
		});
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
