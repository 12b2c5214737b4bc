package io.vstp.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The threads that move bytes, to be shared by servers and clients: epoll where Netty's
 * native transport is there, NIO elsewhere.
 */
public final class EventLoops implements AutoCloseable {

	private static final int TIMER_TICK_MILLIS = 10;

	private final EventLoopGroup group;

	private final HashedWheelTimer timer;

	private final Executor blocking;

	private final ThreadPoolExecutor computing;

	private final boolean epoll;

	private EventLoops(int threads, String name) {
		ThreadFactory threadFactory = new DefaultThreadFactory(name + "-blocking", true);
		this.blocking = (task) -> threadFactory.newThread(task).start();
		this.computing = computing(name + "-worker");
		this.epoll = Epoll.isAvailable();
		this.timer = new HashedWheelTimer(new DefaultThreadFactory(name + "-timer", true), TIMER_TICK_MILLIS,
				TimeUnit.MILLISECONDS);
		IoHandlerFactory factory = this.epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
	}

	// Not by Netty's threads, which count as event loops.
	private static ThreadPoolExecutor computing(String name) {
		ThreadFactory threadFactory = (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
		int threads = Runtime.getRuntime().availableProcessors();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threadFactory);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Starts event loops.
	 * @param threads how many, or 0 for Netty's default, twice the number of cores
	 * @param name what the names of the threads begin with
	 * @return event loops, which are the caller's to close
	 */
	public static EventLoops create(int threads, String name) {
		return new EventLoops(threads, name);
	}

	/**
	 * Returns by what event loops move bytes on this machine.
	 * @return {@code epoll} where Netty's native transport is there, else {@code nio}
	 */
	public static String io() {
		return Epoll.isAvailable() ? "epoll" : "nio";
	}

	public EventLoopGroup group() {
		return this.group;
	}

	/**
	 * Returns what runs the few things that may block, such as looking a name up: a
	 * thread for each, for a pool that somebody else fills would hold connections up.
	 * @return the executor
	 */
	public Executor blocking() {
		return this.blocking;
	}

	/**
	 * Returns what does what takes an event loop too long and never blocks: a thread for
	 * each core, which ends when it has had nothing to do for a while.
	 * @return the executor, whose queue has no bound of its own
	 */
	public Executor computing() {
		return this.computing;
	}

	/**
	 * Returns the timer for timeouts of calls, which most often are cancelled.
	 * @return the timer, precise to about 10 ms
	 */
	public Timer timer() {
		return this.timer;
	}

	public Class<? extends ServerSocketChannel> serverChannelType() {
		return this.epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
	}

	public Class<? extends SocketChannel> channelType() {
		return this.epoll ? EpollSocketChannel.class : NioSocketChannel.class;
	}

	public Class<? extends DatagramChannel> datagramChannelType() {
		return this.epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
	}

	/**
	 * Says whether the operating system takes and gives several datagrams at a time.
	 * @return whether it does
	 */
	public boolean segmentsDatagrams() {
		return this.epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
	}

	/**
	 * Ends the threads, without waiting for them: what uses them has been closed before.
	 */
	@Override
	public void close() {
		// Stopping waits for the timer's thread, which this may be.
		this.blocking.execute(this.timer::stop);
		this.computing.shutdown();
		this.group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
	}

}
