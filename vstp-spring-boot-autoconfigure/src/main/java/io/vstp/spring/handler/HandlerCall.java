package io.vstp.spring.handler;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.spring.convert.FrameMessage;
import io.vstp.transport.Exchange;
import io.vstp.transport.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way through its handler.
 */
final class HandlerCall implements ConcurrencyLimit.Call {

	private static final Log logger = LogFactory.getLog(VstpFrameHandler.class);

	private final Exchange exchange;

	private final RegisteredHandler handler;

	private final VstpFrameHandler owner;

	private final FrameMessage message;

	private ConcurrencyLimit.@Nullable Permit permit;

	private long start = System.nanoTime();

	private boolean recovering;

	private @Nullable HandlerObservation observation;

	HandlerCall(Exchange exchange, RegisteredHandler handler, VstpFrameHandler owner) {
		this.exchange = exchange;
		this.handler = handler;
		this.owner = owner;
		this.message = new FrameMessage(exchange.frame(), exchange.session());
	}

	@Override
	public void run(ConcurrencyLimit.Permit permit) {
		this.permit = permit;
		// What waits for others is not what takes long.
		this.start = System.nanoTime();
		try {
			run();
		}
		catch (Throwable ex) {
			fail(ex, false);
		}
	}

	@Override
	public Executor executor() {
		return this.owner.executor();
	}

	@Override
	public void rejected() {
		end(VstpError.of(ErrorCode.OVERLOADED, "There is no thread for the frame"), null);
	}

	void run() {
		HandlerObservations observations = this.owner.observations();
		if (observations == null) {
			invoke();
			return;
		}
		this.observation = observations.start(name(), this.exchange);
		enter();
		try {
			invoke();
		}
		catch (Throwable ex) {
			if (this.permit == null && this.observation != null) {
				observe(ErrorCode.HANDLER_FAILED, ex);
			}
			throw ex;
		}
	}

	private void invoke() {
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
			result = adapt(this.handler.invoker(), this.handler.invoker().doInvoke(arguments));
		}
		catch (Throwable ex) {
			recover(ex, false);
			return;
		}
		settle(result);
	}

	private @Nullable Object adapt(HandlerInvoker invoker, @Nullable Object result) throws Exception {
		return invoker.adapt(result, this.message, this.observation);
	}

	private void settle(@Nullable Object result) {
		if (!(result instanceof CompletionStage<?> stage)) {
			answer(result);
			return;
		}
		// From here on another thread may go on with it.
		leave();
		stage.whenComplete((value, ex) -> {
			enter();
			if (ex == null) {
				answer(value);
			}
			else if (stage instanceof CancellableResult && ex instanceof CancellationException) {
				end(VstpError.of(ErrorCode.SHUTTING_DOWN, "The session has ended"), ex);
			}
			else {
				recover(Failures.unwrap(ex), false);
			}
		});
		// What nobody waits for was taken over for good: it is handled, whoever is gone.
		if (stage instanceof CancellableResult cancellable && !cancellable.isDone()
				&& this.exchange.frame().headers().contains(HeaderNames.CORRELATION_ID)) {
			this.exchange.onSessionEnd(() -> cancel(cancellable));
		}
	}

	// On the event loop, where no code of the application may run.
	private void cancel(CancellableResult cancellable) {
		try {
			executor().execute(() -> cancellable.cancel(false));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Handler %s cannot be cancelled: %s".formatted(name(), LogText.of(ex)));
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
			result = adapt(exceptionHandler, exceptionHandler.invoke(this.message, ex, ex.getCause()));
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
			reply = this.owner.replies().convert(result, this.exchange.frame());
		}
		catch (Throwable ex) {
			fail(ex, false);
			return;
		}
		observe(toldBy(reply), null);
		try {
			if (reply != null) {
				this.exchange.reply(reply);
			}
			else {
				this.exchange.complete();
			}
		}
		finally {
			release();
		}
	}

	// A handler may make its own ERR frame, and an exception handler most often does.
	private static @Nullable ErrorCode toldBy(@Nullable Frame reply) {
		if (reply == null || reply.type() != FrameType.ERR) {
			return null;
		}
		String code = reply.headers().get(HeaderNames.CODE);
		return (code != null) ? ErrorCode.ofOwn(code) : ErrorCode.HANDLER_FAILED;
	}

	private void fail(Throwable ex, boolean peersFault) {
		VstpError error = this.owner.errors().map(ex, peersFault, this.handler.invoker().getMethod());
		if (error.code().equals(ErrorCode.HANDLER_FAILED.code())) {
			logger.warn("Handler %s failed: %s".formatted(name(), LogText.of(ex)));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Handler %s answers %s: %s".formatted(name(), error.code(), LogText.of(ex)));
		}
		end(error, ex);
	}

	private void end(VstpError error, @Nullable Throwable cause) {
		observe(ErrorCode.ofOwn(error.code()), cause);
		try {
			this.exchange.fail(error.code(), error.message(), error.details());
		}
		finally {
			release();
		}
	}

	private void release() {
		if (this.permit != null) {
			this.permit.release();
		}
	}

	// Before the peer is answered, so that who has the answer finds it counted.
	private void observe(@Nullable ErrorCode error, @Nullable Throwable cause) {
		long nanos = System.nanoTime() - this.start;
		HandlerObservation observed = this.observation;
		if (observed == null) {
			this.owner.observer().handlerCompleted(name(), this.exchange.session().transport(), error, nanos);
		}
		else {
			observed.leave();
			observed.stop(error, cause, nanos);
			this.observation = null;
		}
	}

	private void enter() {
		if (this.observation != null) {
			this.observation.enter();
		}
	}

	private void leave() {
		if (this.observation != null) {
			this.observation.leave();
		}
	}

	private String name() {
		return this.handler.mapping().handler();
	}

}
