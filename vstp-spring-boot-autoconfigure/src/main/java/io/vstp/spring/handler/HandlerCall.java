package io.vstp.spring.handler;

import java.util.concurrent.CompletionStage;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.transport.Exchange;
import io.vstp.transport.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way through its handler.
 */
final class HandlerCall {

	private static final Log logger = LogFactory.getLog(VstpFrameHandler.class);

	private final Exchange exchange;

	private final RegisteredHandler handler;

	private final ReplyConverter replies;

	private final VstpObserver observer;

	private final FrameMessage message;

	private final long start = System.nanoTime();

	private boolean recovering;

	HandlerCall(Exchange exchange, RegisteredHandler handler, ReplyConverter replies, VstpObserver observer) {
		this.exchange = exchange;
		this.handler = handler;
		this.replies = replies;
		this.observer = observer;
		this.message = new FrameMessage(exchange.frame(), exchange.session());
	}

	void run() {
		@Nullable Object[] arguments;
		try {
			arguments = this.handler.invoker().getMethodArgumentValues(this.message);
		}
		catch (Throwable ex) {
			recover(ex, Failures.isPeersFault(ex));
			return;
		}
		Object result;
		try {
			result = this.handler.invoker().doInvoke(arguments);
		}
		catch (Throwable ex) {
			recover(ex, false);
			return;
		}
		settle(result);
	}

	private void settle(@Nullable Object result) {
		if (result instanceof CompletionStage<?> stage) {
			stage.whenComplete((value, ex) -> {
				if (ex != null) {
					recover(Failures.unwrap(ex), false);
				}
				else {
					answer(value);
				}
			});
		}
		else {
			answer(result);
		}
	}

	private void recover(Throwable ex, boolean peersFault) {
		HandlerInvoker exceptionHandler = this.recovering ? null : this.handler.exceptionHandlers().find(ex);
		if (exceptionHandler == null) {
			fail(ex, peersFault);
			return;
		}
		this.recovering = true;
		Object result;
		try {
			result = exceptionHandler.invoke(this.message, ex, ex.getCause());
		}
		catch (Throwable again) {
			fail(again, peersFault && again == ex);
			return;
		}
		settle(result);
	}

	private void answer(@Nullable Object result) {
		Frame reply;
		try {
			reply = this.replies.convert(result, this.exchange.frame());
		}
		catch (Throwable ex) {
			fail(ex, false);
			return;
		}
		observe(null);
		if (reply != null) {
			this.exchange.reply(reply);
		}
		else {
			this.exchange.complete();
		}
	}

	private void fail(Throwable ex, boolean peersFault) {
		ErrorCode code = peersFault ? ErrorCode.INVALID_PAYLOAD : ErrorCode.HANDLER_FAILED;
		String message = peersFault ? Failures.reason(ex) : Failures.describe(ex);
		if (!peersFault) {
			logger.warn("Handler %s failed: %s".formatted(name(), LogText.of(ex)));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Handler %s cannot take a frame: %s".formatted(name(), LogText.of(ex)));
		}
		observe(code);
		this.exchange.fail(code, message);
	}

	// Before the peer is answered, so that who has the answer finds it counted.
	private void observe(@Nullable ErrorCode error) {
		this.observer.handlerCompleted(name(), this.exchange.session().transport(), error,
				System.nanoTime() - this.start);
	}

	private String name() {
		return this.handler.mapping().handler();
	}

}
