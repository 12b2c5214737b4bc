package io.vstp.spring.handler;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.annotation.AckMode;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import io.vstp.transport.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames to the handlers of a {@link VstpHandlerRegistry}, and what these return to
 * the peer. A frame is acknowledged once there is a handler for it, before its payload is
 * looked at and the handler is called, or when the handler is done, as its annotation
 * says.
 * <p>
 * A frame that nobody takes is answered with {@link ErrorCode#NO_HANDLER}, one whose
 * payload or headers can't be converted to what the handler wants with
 * {@link ErrorCode#INVALID_PAYLOAD}, and one whose handler fails, or returns something
 * that can't be sent, with {@link ErrorCode#HANDLER_FAILED}. Before the last two, a
 * {@code @MessageExceptionHandler} method of the same bean or of a {@code @VstpAdvice} is
 * asked, and what it returns is the reply; then a {@link VstpErrorMapper}, which may say
 * something else.
 */
public final class VstpFrameHandler implements FrameHandler {

	private final VstpHandlerRegistry registry;

	private final VstpObserver observer;

	private final Supplier<HandlerTable<RegisteredHandler>> tables;

	private final boolean pushed;

	private final Executor executor;

	private final ReplyConverter replies;

	private final @Nullable HandlerObservations observations;

	private volatile @Nullable HandlerTable<RegisteredHandler> table;

	/**
	 * Creates a frame handler.
	 * @param registry knows the handlers; asked when the first frame comes
	 * @param observer is told how long handlers took
	 * @param server the name of the server whose frames these are
	 * @param executor runs the calls that had to wait for others of the same handler, and
	 * cancels those whose session has ended
	 */
	public VstpFrameHandler(VstpHandlerRegistry registry, VstpObserver observer, String server, Executor executor) {
		this(registry, observer, server, executor, null);
	}

	/**
	 * Creates a frame handler.
	 * @param registry knows the handlers; asked when the first frame comes
	 * @param observer is told how long handlers took of whose call there is no
	 * observation
	 * @param server the name of the server whose frames these are
	 * @param executor runs the calls that had to wait for others of the same handler, and
	 * cancels those whose session has ended
	 * @param observations watches the calls of handlers, or {@code null}
	 */
	public VstpFrameHandler(VstpHandlerRegistry registry, VstpObserver observer, String server, Executor executor,
			@Nullable HandlerObservations observations) {
		this(registry, observer, () -> registry.table(server), false, executor, observations);
	}

	private VstpFrameHandler(VstpHandlerRegistry registry, VstpObserver observer,
			Supplier<HandlerTable<RegisteredHandler>> tables, boolean pushed, Executor executor,
			@Nullable HandlerObservations observations) {
		this.registry = registry;
		this.observer = observer;
		this.tables = tables;
		this.pushed = pushed;
		this.executor = executor;
		this.observations = observations;
		this.replies = new ReplyConverter(registry.converters());
	}

	/**
	 * Creates a frame handler of what the server of a destination pushes. What handlers
	 * return is not sent.
	 * @param registry knows the handlers; asked when the first frame comes
	 * @param observer is told how long handlers took
	 * @param destination the name of the destination
	 * @param executor runs the calls that had to wait for others of the same handler
	 * @param observations watches the calls of handlers, or {@code null}
	 * @return the frame handler
	 */
	public static VstpFrameHandler ofDestination(VstpHandlerRegistry registry, VstpObserver observer,
			String destination, Executor executor, @Nullable HandlerObservations observations) {
		return new VstpFrameHandler(registry, observer, () -> registry.tableOfDestination(destination), true, executor,
				observations);
	}

	@Override
	public void handle(Exchange exchange) {
		Frame frame = exchange.frame();
		RegisteredHandler handler = table().find(frame, exchange.session().transport());
		if (handler == null) {
			exchange.fail(ErrorCode.NO_HANDLER, noHandler(frame));
			return;
		}
		if (handler.settings().ack() == AckMode.AFTER_HANDLER) {
			exchange.deferAcknowledge();
		}
		else {
			exchange.acknowledge();
		}
		HandlerCall call = new HandlerCall(this.pushed ? new PushedExchange(exchange) : exchange, handler, this);
		ConcurrencyLimit limit = handler.settings().limit();
		if (limit == null) {
			call.run();
		}
		else {
			limit.run(call);
		}
	}

	@Override
	public boolean accepts(Frame frame, Transport transport) {
		RegisteredHandler handler = table().find(frame, transport);
		return handler != null && handler.settings().ack() == AckMode.ON_RECEIPT;
	}

	@Override
	public boolean streams(Frame head, Transport transport) {
		RegisteredHandler handler = table().find(head, transport);
		return handler != null && handler.invoker().isStreaming();
	}

	@Override
	public Ordering ordering(Frame frame, Transport transport, Ordering ordering) {
		RegisteredHandler handler = this.registry.hasOrdering() ? table().find(frame, transport) : null;
		Ordering own = (handler != null) ? handler.settings().ordering() : null;
		return (own != null) ? own : ordering;
	}

	ReplyConverter replies() {
		return this.replies;
	}

	ErrorMapping errors() {
		return this.registry.errors();
	}

	VstpObserver observer() {
		return this.observer;
	}

	@Nullable HandlerObservations observations() {
		return this.observations;
	}

	Executor executor() {
		return this.executor;
	}

	private HandlerTable<RegisteredHandler> table() {
		HandlerTable<RegisteredHandler> result = this.table;
		if (result == null) {
			// Before all singletons exist there is nothing to remember.
			boolean complete = !this.registry.isEmpty();
			result = this.tables.get();
			this.table = complete ? result : null;
		}
		return result;
	}

	// Names headers only: what they contain is nobody else's business.
	private static String noHandler(Frame frame) {
		Set<String> names = new LinkedHashSet<>();
		frame.headers().forEach((name, value) -> names.add(name));
		return "No handler takes a frame of type %s with %s".formatted(frame.type(),
				names.isEmpty() ? "no headers" : "headers " + String.join(", ", names));
	}

}
