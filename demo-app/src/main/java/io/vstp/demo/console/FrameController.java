package io.vstp.demo.console;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vstp.demo.web.BusyException;
import io.vstp.demo.web.InvalidInputException;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameTooLargeException;
import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends frames, and tells what has become of them.
 */
@RestController
class FrameController {

	private final VstpTemplate template;

	private final ConsoleProperties properties;

	private final Semaphore open;

	FrameController(VstpTemplate template, ConsoleProperties properties) {
		this.template = template;
		this.properties = properties;
		this.open = new Semaphore(properties.maxOpen());
	}

	@PostMapping("/api/frames")
	FrameOutcome send(@RequestBody FrameInput input) {
		String kind = input.checkedKind();
		VstpCall call = this.template.to(this.properties.destination(input.checkedTransport()))
			.timeout(this.properties.timeout())
			.payload(Frame.data(input.checkedHeaders(), input.checkedPayload()));
		if (!this.open.tryAcquire()) {
			throw new BusyException(
					"%d frames wait for their answers, and no more may".formatted(this.properties.maxOpen()));
		}
		try {
			return send(call, kind);
		}
		finally {
			this.open.release();
		}
	}

	private static FrameOutcome send(VstpCall call, String kind) {
		long start = System.nanoTime();
		try {
			switch (kind) {
				case "request" -> {
					Frame reply = call.exchange(Frame.class);
					try {
						return FrameOutcome.reply(reply, millisSince(start));
					}
					finally {
						reply.release();
					}
				}
				case "ack" -> call.sendWithAck();
				default -> call.send();
			}
			return FrameOutcome.of(kind.equals("ack") ? "acknowledged" : "sent", millisSince(start));
		}
		catch (IllegalArgumentException | FrameTooLargeException ex) {
			throw new InvalidInputException(String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			return FrameOutcome.failure(ex, millisSince(start));
		}
	}

	private static double millisSince(long start) {
		return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
	}

}
