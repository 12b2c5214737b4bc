package io.vstp.transport.udp;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.MessageReceiver;
import io.vstp.engine.reliability.MessageSender;
import io.vstp.engine.session.ClientSessionEngine;
import io.vstp.engine.session.CloseReason;
import io.vstp.engine.session.SessionEngine;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.transport.Reassemblies;
import io.vstp.transport.Submission;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpOverloadedException;
import io.vstp.transport.dispatch.AbstractSession;
import io.vstp.transport.dispatch.Dispatcher;
import io.vstp.transport.dispatch.PeerLimits;
import io.vstp.transport.dispatch.SessionConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with one address: joins the engines that carry messages by datagrams to the
 * one that gives them their meaning. Lives on the event loop of its port; frames are
 * submitted on any thread.
 */
final class UdpSession extends AbstractSession {

	private static final Logger logger = LoggerFactory.getLogger(UdpSession.class);

	/** How long a peer may be silent in the midst of a message and is not forgotten. */
	private static final long PATIENCE = 1_000_000_000L;

	private final UdpPort port;

	private final Dispatched dispatched;

	private final UdpOutlet outlet;

	private final SessionEngine engine;

	private final MessageSender sender;

	private final MessageReceiver receiver;

	private final Dispatcher dispatcher;

	private final UdpInbound inbound;

	private final UdpOutbox outbox;

	private final Validation validation;

	private final SessionTimer timer;

	private volatile boolean extended;

	private volatile int maxMessage;

	private boolean finishing;

	private boolean gone;

	UdpSession(UdpPort port, SessionConfig config, InetSocketAddress peer, boolean validated) {
		super(Transport.UDP, config, peer, port.localAddress());
		this.port = port;
		this.maxMessage = port.settings().sender().maxMessage();
		this.dispatched = new Dispatched(port);
		this.outlet = new UdpOutlet(this, validated);
		this.dispatcher = new Dispatcher(new UdpDispatchTarget(this), config);
		this.engine = config.engines().create(ownId(), new UdpSessionEffects(this));
		this.sender = new MessageSender(port.settings().sender(), new UdpSenderEffects(this, port.random()));
		this.inbound = new UdpInbound(this, this.engine, this.sender);
		this.receiver = this.inbound.receiver();
		this.outbox = new UdpOutbox(this, this.sender, compressor(), config.options());
		this.validation = new Validation(this, this.sender);
		this.timer = new SessionTimer(port.channel().eventLoop(), this::pump);
		if (validated) {
			this.receiver.validated();
		}
	}

	/**
	 * The session begins.
	 * @param now the time
	 */
	void open(long now) {
		config().observer().sessionOpened(config().side(), Transport.UDP);
		this.engine.opened(now);
		pump();
	}

	/**
	 * A datagram came in.
	 * @param frame what it holds; taken over
	 * @param crc its CRC
	 * @param length its length in bytes
	 * @param now the time
	 */
	void received(Frame frame, int crc, int length, long now) {
		heard(now);
		this.outlet.received(length);
		if (!this.extended && this.port.settings().extensions() && frame.headers().contains(HeaderNames.VX)) {
			peerIsExtended();
		}
		this.validation.received(frame.headers(), now);
		this.inbound.received(frame, crc, length, now);
	}

	private void peerIsExtended() {
		this.extended = true;
		this.sender.peerIsExtended();
		if (this.engine instanceof ClientSessionEngine client) {
			client.peerRepeatsIds();
		}
	}

	/**
	 * Nothing more is to be read now.
	 * @param now the time
	 */
	void endOfBatch(long now) {
		if (!this.gone) {
			this.receiver.endOfBatch(now);
			pump();
		}
	}

	/**
	 * Time has passed; called regularly.
	 * @param now the time
	 */
	void tick(long now) {
		this.engine.tick(now, false);
	}

	/**
	 * Sends what may be sent now, and sees to it that this happens again in time.
	 */
	void pump() {
		if (this.gone) {
			return;
		}
		long now = System.nanoTime();
		try {
			this.receiver.tick(now);
			this.sender.transmitPending(now);
			this.validation.challengeIfStuck(now);
			this.port.flush();
			this.outbox.update();
			finishWhenDone(now);
		}
		finally {
			if (!this.gone) {
				this.timer.schedule(Math.min(this.sender.nextDeadline(), this.receiver.nextDeadline()), now);
			}
		}
	}

	private void finishWhenDone(long now) {
		if (this.finishing && this.outbox.isEmpty() && (this.sender.isIdle() || !isValidated())) {
			this.finishing = false;
			this.engine.outputEnded(now);
		}
	}

	void dropped(DropReason reason) {
		config().observer().datagramDropped(config().side(), reason);
	}

	/**
	 * Sends a frame of the protocol's own, or a reply; on any thread.
	 * @param frame what to send; taken over
	 */
	void write(Frame frame) {
		write(frame, null, true);
	}

	void write(Frame frame, @Nullable Submission submission, boolean compressible) {
		try {
			this.outbox.add(frame, submission, compressible);
		}
		catch (VstpOverloadedException | VstpConnectionException ex) {
			logger.debug("A {} frame to {} is dropped: {}", frame.type(), remoteAddress(), ex.getMessage());
			dropped(DropReason.OVERLOADED);
		}
	}

	@Override
	public void submit(Frame frame, @Nullable Submission submission) {
		this.outbox.add(frame, submission, true);
	}

	/**
	 * Sends an ERR frame. None goes to an address that may be forged, nor to a server
	 * that may answer it.
	 * @param code what is wrong
	 * @param message what is wrong, for people
	 * @param details further headers
	 * @param cause the headers of the frame that it answers
	 */
	void sendError(String code, String message, Headers details, Headers cause) {
		execute(() -> this.outlet.sendError(code, message, details, cause));
	}

	/**
	 * The peer's address is known to be its own.
	 */
	void validated() {
		if (!this.outlet.isValidated()) {
			this.outlet.validate();
			this.dispatched.validated();
			this.receiver.validated();
			this.validation.succeeded();
			this.port.validated(this);
			if (isGreeted()) {
				started();
			}
		}
	}

	boolean isValidated() {
		return this.outlet.isValidated();
	}

	boolean isGone() {
		return this.gone;
	}

	boolean isExtended() {
		return this.extended;
	}

	@Override
	public boolean repliesByOrder() {
		return !isGreeted() && !this.extended;
	}

	@Override
	public boolean isWritable() {
		return !this.outbox.isBlocked();
	}

	@Override
	public long pendingBytes() {
		return this.outbox.pendingBytes();
	}

	@Override
	public Reassemblies reassemblies() {
		return this.port.reassemblies();
	}

	@Override
	public CompletableFuture<Void> close() {
		markClosing();
		execute(() -> {
			this.engine.stop(System.nanoTime());
			pump();
		});
		return ended().copy();
	}

	@Override
	public void abort(CloseReason reason) {
		execute(() -> this.engine.abort(reason));
	}

	/**
	 * Ends the sending half once all that was sent is acknowledged.
	 */
	void finish() {
		markClosing();
		this.finishing = true;
		execute(this::pump);
	}

	/**
	 * The session ends at once.
	 */
	void end() {
		if (this.gone) {
			return;
		}
		this.gone = true;
		markClosing();
		this.timer.cancel();
		CloseReason ending = this.engine.closeReason();
		CloseReason known = (ending != null) ? ending : CloseReason.ABORTED;
		String reason = "The session with %s has ended: %s".formatted(remoteAddress(), known);
		this.outbox.close(reason);
		this.sender.close(reason);
		this.receiver.close();
		this.validation.close(reason);
		this.dispatcher.close(known == CloseReason.ABORTED);
		this.port.flush();
		this.port.ended(this, known);
		if (config().side() == Side.CLIENT) {
			ready().completeExceptionally(new VstpConnectionException(reason));
		}
		config().observer().sessionClosed(config().side(), Transport.UDP, known);
		over(known, reason);
	}

	/**
	 * Says whether the peer has nothing under way here, so that it may be forgotten. A
	 * message of which the rest does not come is nothing: anybody can begin one.
	 * @param now the time
	 * @return whether it has not
	 */
	boolean isQuiet(long now) {
		return this.dispatched.isEmpty() && this.sender.isIdle() && this.outbox.isEmpty()
				&& (this.receiver.reassemblies() == 0 || now - heardAt() >= PATIENCE);
	}

	/**
	 * Forgets the peer to make room for another one.
	 */
	void evict() {
		this.engine.abort(CloseReason.IDLE_TIMEOUT);
		end();
	}

	/**
	 * Takes room for a frame that is to be handed to the application.
	 * @return whether there is room
	 */
	boolean tryDispatch() {
		return this.dispatched.tryAdd(isValidated());
	}

	void completed(int frames) {
		this.dispatched.remove(frames, isValidated());
		this.engine.completed(frames, System.nanoTime());
	}

	void execute(Runnable task) {
		this.port.execute(task);
	}

	@Override
	protected void greeted(Headers headers) {
		if (headers.contains(HeaderNames.MAX_FRAME)) {
			FrameLimits own = config().options().limits().withMaxFrameLength(this.maxMessage);
			this.maxMessage = PeerLimits.of(headers, own).maxFrameLength();
		}
		this.validation.greeted(headers);
		super.greeted(headers);
	}

	/**
	 * Returns how long a message may be.
	 * @return bytes of payload: what this end sends, or less where the peer takes less
	 */
	int maxMessage() {
		return this.maxMessage;
	}

	UdpOutlet outlet() {
		return this.outlet;
	}

	Validation validation() {
		return this.validation;
	}

	SessionEngine engine() {
		return this.engine;
	}

	MessageReceiver receiver() {
		return this.receiver;
	}

	Dispatcher dispatcher() {
		return this.dispatcher;
	}

	UdpPort port() {
		return this.port;
	}

	SessionConfig sessionConfig() {
		return config();
	}

}
