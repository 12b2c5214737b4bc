package io.vstp.spring.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

import io.vstp.server.InFlight;
import io.vstp.server.VstpServer;
import io.vstp.transport.Reassemblies;
import org.jspecify.annotations.Nullable;

/**
 * How full a server is.
 *
 * @param details what there is of each thing that has a limit, by its name
 * @param saturated the names of those of which nine tenths or more are taken
 */
record Saturation(Map<String, Object> details, List<String> saturated) {

	static Saturation of(VstpServer server, @Nullable ExecutorService pool, boolean datagrams) {
		Saturation found = new Saturation(new LinkedHashMap<>(), new ArrayList<>());
		InFlight inFlight = server.inFlight();
		found.add("inFlight", inFlight,
				isFull(inFlight.frames(), inFlight.maxFrames()) || isFull(inFlight.bytes(), inFlight.maxBytes()));
		if (pool instanceof ThreadPoolExecutor threads) {
			HandlerPool handlers = HandlerPool.of(threads);
			found.add("handlerPool", handlers, isFull(handlers.queued(), handlers.maxQueued()));
		}
		if (datagrams) {
			Reassemblies reassemblies = server.reassemblies();
			found.add("reassemblies", reassemblies, isFull(reassemblies.active(), reassemblies.maxActive())
					|| isFull(reassemblies.bytes(), reassemblies.maxBytes()));
		}
		return found;
	}

	private void add(String name, Object detail, boolean full) {
		this.details.put(name, detail);
		if (full) {
			this.saturated.add(name);
		}
	}

	static boolean isFull(long used, long max) {
		return max > 0 && used >= max - max / 10;
	}

	/**
	 * The threads that run handlers.
	 *
	 * @param active how many are busy
	 * @param maxActive how many there may be
	 * @param queued how many tasks wait for one
	 * @param maxQueued how many may wait
	 */
	record HandlerPool(int active, int maxActive, int queued, int maxQueued) {

		static HandlerPool of(ThreadPoolExecutor pool) {
			int queued = pool.getQueue().size();
			int capacity = (int) Math.min((long) queued + pool.getQueue().remainingCapacity(), Integer.MAX_VALUE);
			return new HandlerPool(pool.getActiveCount(), pool.getMaximumPoolSize(), queued, capacity);
		}

	}

}
