package io.vstp.demo.live;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A page that is told. One snapshot at a time is on its way to it; those that come
 * meanwhile it misses, and too many of these end it.
 */
class Subscriber {

	private static final Logger logger = LoggerFactory.getLogger(Subscriber.class);

	private final SseEmitter emitter;

	private final Executor executor;

	private final int maxMissed;

	private final AtomicBoolean sending = new AtomicBoolean();

	private volatile boolean ended;

	private volatile boolean gone;

	private int missed;

	Subscriber(SseEmitter emitter, Executor executor, int maxMissed) {
		this.emitter = emitter;
		this.executor = executor;
		this.maxMissed = maxMissed;
	}

	/**
	 * Sends an event, unless the one before is still on its way. Called by one thread at
	 * a time.
	 * @param name what the event is called
	 * @param json what it tells
	 * @return whether there is any use in telling more
	 */
	boolean offer(String name, String json) {
		if (this.gone) {
			return false;
		}
		if (!this.sending.compareAndSet(false, true)) {
			return ++this.missed <= this.maxMissed;
		}
		this.missed = 0;
		try {
			this.executor.execute(() -> send(name, json));
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.sending.set(false);
			return false;
		}
	}

	private void send(String name, String json) {
		try {
			this.emitter.send(SseEmitter.event().name(name).data(json, MediaType.TEXT_PLAIN));
		}
		catch (IOException ex) {
			// the container knows, and ends the request itself: that must be left to it
			this.gone = true;
		}
		catch (IllegalStateException ex) {
			complete(() -> this.emitter.completeWithError(ex));
		}
		finally {
			this.sending.set(false);
			if (this.ended) {
				end();
			}
		}
	}

	/**
	 * Ends this, as soon as nothing is on its way to it any more.
	 */
	void end() {
		this.ended = true;
		if (this.sending.compareAndSet(false, true) && !this.gone) {
			complete(this.emitter::complete);
		}
	}

	private void complete(Runnable completion) {
		this.gone = true;
		try {
			completion.run();
		}
		catch (IllegalStateException ex) {
			logger.debug("The container has ended the request before", ex);
		}
	}

}
