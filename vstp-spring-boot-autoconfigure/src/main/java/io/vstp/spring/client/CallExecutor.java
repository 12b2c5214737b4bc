package io.vstp.spring.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.util.ReferenceCountUtil;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Makes calls: straight where there are neither interceptors nor retries, through them
 * otherwise.
 */
final class CallExecutor {

	private final VstpClients clients;

	private final CallSettings settings;

	CallExecutor(VstpClients clients, CallSettings settings) {
		this.clients = clients;
		this.settings = settings;
	}

	/**
	 * Says whether a call needs no more than a client.
	 * @param destination whom it goes to
	 * @param retry its own retry policy, or {@code null}
	 * @return whether {@link #start} is not needed for it
	 */
	boolean isPlain(String destination, @Nullable RetryPolicy retry) {
		return this.settings.interceptors().isEmpty() && retry == null && this.settings.retry(destination) == null;
	}

	/**
	 * Makes a call with what is around it.
	 * @param destination whom it goes to
	 * @param kind what it waits for
	 * @param frame what to send, taken over
	 * @param call its time and its retry policy
	 * @return how it ends. To cancel it ends all that is under way
	 */
	CompletableFuture<@Nullable Frame> start(String destination, VstpCallKind kind, Frame frame, OpenCall call) {
		CompletableFuture<@Nullable Frame> result = new CompletableFuture<>();
		call.own(frame);
		result.whenComplete((reply, failure) -> call.end());
		try {
			execute(new VstpClientRequest(call, destination, kind, frame), 0).whenComplete((reply, failure) -> {
				if (failure != null) {
					result.completeExceptionally(AsyncCalls.unwrap(failure));
				}
				else if (!result.complete(reply)) {
					ReferenceCountUtil.release(reply);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
		}
		return result;
	}

	private CompletionStage<@Nullable Frame> execute(VstpClientRequest request, int index) {
		if (index == this.settings.interceptors().size()) {
			return call(request);
		}
		VstpClientInterceptor interceptor = this.settings.interceptors().get(index);
		return interceptor.intercept(request, (next) -> execute(next, index + 1));
	}

	private CompletionStage<@Nullable Frame> call(VstpClientRequest request) {
		OpenCall open = request.call();
		RetryPolicy retry = (open.retry() != null) ? open.retry() : this.settings.retry(request.destination());
		RetryingCall call = new RetryingCall(this.clients.destination(request.destination()), request.kind(),
				request.frame(), open, retry);
		open.begun(call.result());
		call.start();
		return call.result();
	}

}
