package io.vstp.spring.test.app;

import java.util.concurrent.CompletableFuture;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.annotation.AckMode;
import io.vstp.spring.annotation.VstpHandler;
import io.vstp.transport.VstpSession;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.Assert;

/**
 * Handlers of all kinds.
 */
@VstpHandler("sensor-id")
class Sensors {

	private final ReadingStore store;

	Sensors(ReadingStore store) {
		this.store = store;
	}

	@VstpHandler({ "content-type=application/json", "!op" })
	void reading(@Header("sensor-id") String id, @Payload Reading reading) {
		this.store.save(id, reading);
	}

	@VstpHandler("op=latest")
	Message<Reading> latest(@Header("sensor-id") String id) {
		return MessageBuilder.withPayload(this.store.latest(id)).setHeader("unit", "C").build();
	}

	@VstpHandler("op=later")
	CompletableFuture<String> later(@Header("sensor-id") String id) {
		return CompletableFuture.supplyAsync(() -> id);
	}

	@VstpHandler("op=never")
	CompletableFuture<String> never() {
		return new CompletableFuture<>();
	}

	@VstpHandler("op=fail")
	void fail() {
		throw new IllegalStateException("No such sensor");
	}

	@VstpHandler("op=advised")
	void advised() {
		throw new UnsupportedOperationException("not here");
	}

	@VstpHandler(value = "op=checked", ack = AckMode.AFTER_HANDLER)
	void checked(@Payload String text) {
		Assert.isTrue(text.isEmpty(), "Not empty");
	}

	@VstpHandler(value = "op=transport", transport = Transport.UDP)
	String overUdp() {
		return "udp";
	}

	@VstpHandler("op=subscribe")
	void subscribe(VstpSession session) {
		session.send(Frame.data(Headers.of("topic", "news"), "hello"));
	}

}
