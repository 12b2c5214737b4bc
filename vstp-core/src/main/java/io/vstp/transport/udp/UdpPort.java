package io.vstp.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.vstp.codec.CrcMode;
import io.vstp.codec.Datagram;
import io.vstp.codec.DatagramFrameCodec;
import io.vstp.codec.MalformedFrameException;
import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.guard.ReassemblyBudget;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Transport;
import io.vstp.transport.ErrorLog;
import io.vstp.transport.LogText;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.UdpOptions;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket with the sessions of those who send to it: the end of its pipeline. Lives on
 * its event loop.
 */
abstract class UdpPort extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(UdpPort.class);

	/** What no application begins its ids with. */
	private static final String UNIQUE = "vx:";

	private final SecureRandom random = new SecureRandom();

	private final List<UdpSession> touched = new ArrayList<>();

	private final SessionConfig config;

	private final UdpOptions options;

	private final boolean extensions;

	private final boolean segments;

	private final DatagramFrameCodec codec;

	private final AddressTokens tokens;

	private @Nullable DatagramChannel channel;

	private @Nullable DatagramWriter writer;

	private @Nullable UdpSettings settings;

	private @Nullable Future<?> ticks;

	private long heldBytes;

	UdpPort(SessionConfig config, UdpOptions options, boolean extensions, boolean segments) {
		this.config = config;
		this.options = options;
		this.extensions = extensions;
		this.segments = segments;
		this.codec = new DatagramFrameCodec(config.options().limits(),
				options.useCrc() ? CrcMode.ALWAYS : CrcMode.FLAGGED);
		byte[] secret = new byte[32];
		this.random.nextBytes(secret);
		this.tokens = new AddressTokens(secret);
	}

	/**
	 * Returns the session that a datagram belongs to.
	 * @param sender where it comes from
	 * @param frame what it holds
	 * @param length its length in bytes
	 * @param now the time
	 * @return the session, or {@code null} if the sender gets none
	 */
	protected abstract @Nullable UdpSession session(InetSocketAddress sender, Frame frame, int length, long now);

	/**
	 * Returns the sessions.
	 * @return a view
	 */
	protected abstract Iterable<UdpSession> all();

	/**
	 * A peer has shown that its address is its own.
	 * @param session its session
	 */
	void validated(UdpSession session) {
	}

	/**
	 * A session has ended.
	 * @param session the session
	 * @param reason why
	 */
	abstract void ended(UdpSession session, CloseReason reason);

	abstract ReassemblyBudget budget();

	/**
	 * Returns what unfinished messages take; on any thread.
	 * @return the numbers
	 */
	Reassemblies reassemblies() {
		ReassemblyBudget budget = budget();
		return new Reassemblies(budget.reassemblies(), budget.maxReassemblies(), budget.bytes(), budget.maxBytes());
	}

	abstract int amplificationFactor();

	/**
	 * Takes room for what waits until a peer is validated.
	 * @param bytes how much
	 * @return whether there is room
	 */
	boolean tryHold(int bytes) {
		if (this.heldBytes + bytes > maxHeldBytes()) {
			return false;
		}
		this.heldBytes += bytes;
		return true;
	}

	void letGo(int bytes) {
		this.heldBytes -= bytes;
	}

	/**
	 * Returns how many bytes may wait until their peers are validated.
	 * @return bytes
	 */
	abstract long maxHeldBytes();

	/**
	 * Returns how many bytes of one peer may wait until it is validated.
	 * @return bytes
	 */
	abstract long maxHeldBytesPerPeer();

	/**
	 * Takes room for a frame of a peer that is not validated, to be handed to the
	 * application.
	 * @return whether there is room
	 */
	boolean tryDispatchUnvalidated() {
		return true;
	}

	/**
	 * Frames of peers that are not validated are done with, or their peer is validated.
	 * @param frames how many
	 */
	void unvalidatedCompleted(int frames) {
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		DatagramChannel added = (DatagramChannel) ctx.channel();
		this.channel = added;
		this.writer = new DatagramWriter(added, this.options.useCrc(), this.segments);
		this.settings = UdpSettings.of(this.options, this.config.options(), this.extensions,
				added.config().getReceiveBufferSize());
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		long period = this.config.tickNanos();
		this.ticks = ctx.channel().eventLoop().scheduleWithFixedDelay(this::tick, period, period, TimeUnit.NANOSECONDS);
	}

	private void tick() {
		long now = System.nanoTime();
		all().forEach((session) -> guarded(session, () -> session.tick(now)));
		flush();
	}

	// What goes wrong with one peer is nobody else's trouble.
	private void guarded(UdpSession session, Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			tell("The session with %s is in trouble".formatted(session.remoteAddress()), ex);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		DatagramPacket packet = (DatagramPacket) message;
		try {
			read(packet.content(), packet.sender(), System.nanoTime());
		}
		finally {
			packet.release();
		}
	}

	private void read(ByteBuf content, InetSocketAddress sender, long now) {
		int length = content.readableBytes();
		Datagram datagram;
		try {
			datagram = this.codec.decode(content);
		}
		catch (MalformedFrameException ex) {
			logger.debug("A datagram of {} bytes from {} is not a frame: {}", length, sender, ex.getMessage());
			this.config.observer().decodeFailed(this.config.side(), Transport.UDP, ex.error());
			dropped(DropReason.MALFORMED);
			return;
		}
		UdpSession session = session(sender, datagram.frame(), length, now);
		if (session == null) {
			datagram.frame().release();
			return;
		}
		session.received(datagram.frame(), datagram.crc(), length, now);
		if (this.touched.isEmpty() || this.touched.get(this.touched.size() - 1) != session) {
			this.touched.add(session);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		long now = System.nanoTime();
		for (UdpSession session : this.touched) {
			guarded(session, () -> session.endOfBatch(now));
		}
		this.touched.clear();
		flush();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (ctx.channel().isWritable()) {
			all().forEach((session) -> guarded(session, session::pump));
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		tell("A datagram to UDP %s is lost".formatted(ctx.channel().localAddress()), cause);
	}

	private static void tell(String what, Throwable cause) {
		if (cause instanceof Error error) {
			ErrorLog.warn(what, error);
		}
		else if (cause instanceof IOException) {
			// Above all that nobody listens at a peer's port: it may do so again.
			logger.debug("{}", what, cause);
		}
		else {
			logger.warn("{}: {}", what, LogText.of(cause));
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
		List<UdpSession> left = new ArrayList<>();
		all().forEach(left::add);
		left.forEach((session) -> guarded(session, session::end));
		writer().close();
	}

	/**
	 * Returns a frame that does not hold on to the large buffer into which its datagram
	 * was read. Fragments are copied elsewhere.
	 * @param frame the frame; taken over
	 * @return a frame in its place
	 */
	Frame compact(Frame frame) {
		int length = frame.payload().readableBytes();
		if (length == 0 || frame.headers().contains(HeaderNames.FRAG_ID)) {
			return frame;
		}
		ByteBuf copy = channel().alloc().buffer(length).writeBytes(frame.payload());
		frame.release();
		return Frame.of(frame.type(), frame.flags(), frame.headers(), copy);
	}

	/**
	 * Returns an id that a stranger cannot guess.
	 * @return a name for a message
	 */
	String uniqueId() {
		return UNIQUE + Long.toUnsignedString(this.random.nextLong(), Character.MAX_RADIX);
	}

	/**
	 * Says whether an id may have come from {@link #uniqueId}, and from nowhere else.
	 * @param id the id
	 * @return whether it may
	 */
	static boolean isUnique(String id) {
		return id.startsWith(UNIQUE);
	}

	void dropped(DropReason reason) {
		this.config.observer().datagramDropped(this.config.side(), reason);
	}

	void flush() {
		writer().flush();
	}

	void execute(Runnable task) {
		Channel current = channel();
		try {
			current.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The event loop of UDP {} has ended already", current.localAddress());
		}
	}

	SecureRandom random() {
		return this.random;
	}

	AddressTokens tokens() {
		return this.tokens;
	}

	SessionConfig config() {
		return this.config;
	}

	InetSocketAddress localAddress() {
		return channel().localAddress();
	}

	DatagramChannel channel() {
		return present(this.channel);
	}

	DatagramWriter writer() {
		return present(this.writer);
	}

	UdpSettings settings() {
		return present(this.settings);
	}

	private static <T> T present(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("The port is not open yet");
		}
		return value;
	}

}
