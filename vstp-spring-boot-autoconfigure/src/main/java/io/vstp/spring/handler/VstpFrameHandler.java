package io.vstp.spring.handler;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Transport;
import io.vstp.observe.VstpObserver;
import io.vstp.transport.Exchange;
import io.vstp.transport.FrameHandler;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames to the handlers of a {@link VstpHandlerRegistry}, and what these return to
 * the peer. A frame is acknowledged once there is a handler for it: before its payload is
 * looked at and the handler is called.
 * <p>
 * A frame that nobody takes is answered with {@link ErrorCode#NO_HANDLER}, one whose
 * payload or headers can't be converted to what the handler wants with
 * {@link ErrorCode#INVALID_PAYLOAD}, and one whose handler fails, or returns something
 * that can't be sent, with {@link ErrorCode#HANDLER_FAILED}. Before the last two, a
 * {@code @MessageExceptionHandler} method of the same bean is asked, and what it returns
 * is the reply.
 */
public final class VstpFrameHandler implements FrameHandler {

	private final VstpHandlerRegistry registry;

	private final VstpObserver observer;

	private final Supplier<HandlerTable<RegisteredHandler>> tables;

	private final boolean pushed;

	private final ReplyConverter replies;

	private volatile @Nullable HandlerTable<RegisteredHandler> table;

	/**
	 * Creates a frame handler.
	 * @param registry knows the handlers; asked when the first frame comes
	 * @param observer is told how long handlers took
	 * @param server the name of the server whose frames these are
	 */
	public VstpFrameHandler(VstpHandlerRegistry registry, VstpObserver observer, String server) {
		this(registry, observer, () -> registry.table(server), false);
	}

	private VstpFrameHandler(VstpHandlerRegistry registry, VstpObserver observer,
			Supplier<HandlerTable<RegisteredHandler>> tables, boolean pushed) {
		this.registry = registry;
		this.observer = observer;
		this.tables = tables;
		this.pushed = pushed;
		this.replies = new ReplyConverter(registry.converters());
	}

	/**
	 * Creates a frame handler of what the server of a destination pushes. What handlers
	 * return is not sent.
	 * @param registry knows the handlers; asked when the first frame comes
	 * @param observer is told how long handlers took
	 * @param destination the name of the destination
	 * @return the frame handler
	 */
	public static VstpFrameHandler ofDestination(VstpHandlerRegistry registry, VstpObserver observer,
			String destination) {
		return new VstpFrameHandler(registry, observer, () -> registry.tableOfDestination(destination), true);
	}

	@Override
	public void handle(Exchange exchange) {
		Frame frame = exchange.frame();
		RegisteredHandler handler = table().find(frame, exchange.session().transport());
		if (handler == null) {
			exchange.fail(ErrorCode.NO_HANDLER, noHandler(frame));
			return;
		}
		exchange.acknowledge();
		new HandlerCall(this.pushed ? new PushedExchange(exchange) : exchange, handler, this.replies, this.observer)
			.run();
	}

	@Override
	public boolean accepts(Frame frame, Transport transport) {
		return table().find(frame, transport) != null;
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
