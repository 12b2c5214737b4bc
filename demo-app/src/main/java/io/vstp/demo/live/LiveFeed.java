package io.vstp.demo.live;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.vstp.demo.web.BusyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells all open pages what there is, twice a second: one snapshot, which is put together
 * once for all of them. Ends before the web server does, which would wait for them.
 */
@Component
class LiveFeed implements SmartLifecycle {

	private final Map<SseEmitter, Subscriber> subscribers = new ConcurrentHashMap<>();

	private final List<LiveView> views;

	private final Samples samples;

	private final JsonMapper mapper;

	private final InstantSource clock;

	private final LiveProperties properties;

	private final ExecutorService executor;

	private volatile boolean running;

	LiveFeed(List<LiveView> views, Samples samples, JsonMapper mapper, InstantSource clock, LiveProperties properties) {
		this.views = views;
		this.samples = samples;
		this.mapper = mapper;
		this.clock = clock;
		this.properties = properties;
		// as many as there are subscribers, and nothing waits
		this.executor = new ThreadPoolExecutor(0, properties.maxSubscribers(), 10, TimeUnit.SECONDS,
				new SynchronousQueue<>(), new CustomizableThreadFactory("live-"));
	}

	/**
	 * Has a page told from now on, at first what the charts show of the time before.
	 * @return what the page is told by
	 * @throws BusyException if there are too many
	 */
	SseEmitter subscribe() {
		SseEmitter emitter = new SseEmitter(0L);
		Subscriber subscriber = new Subscriber(emitter, this.executor, this.properties.maxMissed());
		emitter.onCompletion(() -> this.subscribers.remove(emitter));
		synchronized (this) {
			if (!this.running || this.subscribers.size() >= this.properties.maxSubscribers()) {
				throw new BusyException("%d pages are open, and no more may".formatted(this.subscribers.size()));
			}
			// before it is told of anything else, or the history would be missed
			subscriber.offer("history", this.mapper.writeValueAsString(this.samples.all()));
			this.subscribers.put(emitter, subscriber);
		}
		return emitter;
	}

	@Scheduled(fixedRate = 500)
	void tell() {
		if (this.subscribers.isEmpty()) {
			return;
		}
		String snapshot = this.mapper.writeValueAsString(snapshot());
		this.subscribers.forEach((emitter, subscriber) -> {
			if (!subscriber.offer("snapshot", snapshot)) {
				this.subscribers.remove(emitter);
				subscriber.end();
			}
		});
	}

	Map<String, Object> snapshot() {
		Map<String, Object> snapshot = new TreeMap<>();
		snapshot.put("at", this.clock.millis());
		this.views.forEach((view) -> snapshot.put(view.name(), view.view()));
		return snapshot;
	}

	@Override
	public synchronized void start() {
		this.running = true;
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		this.subscribers.values().forEach(Subscriber::end);
		this.executor.shutdown();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
