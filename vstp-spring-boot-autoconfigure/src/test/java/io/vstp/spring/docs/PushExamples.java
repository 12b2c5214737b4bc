package io.vstp.spring.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.vstp.spring.annotation.VstpHandler;
import io.vstp.spring.client.VstpPushOutcome;
import io.vstp.spring.client.VstpPushResult;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.spring.session.VstpSessionEndedEvent;
import io.vstp.spring.session.VstpSessionStartedEvent;
import io.vstp.spring.session.VstpSessions;
import io.vstp.transport.VstpSession;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * The examples of docs/sessions-and-push.md.
 */
final class PushExamples {

	private PushExamples() {
	}

	record Alarm(String sensor, String text) {

	}

	@VstpHandler("op=watch")
	static class Watchers {

		private final VstpTemplate template;

		private final VstpSessions sessions;

		Watchers(VstpTemplate template, VstpSessions sessions) {
			this.template = template;
			this.sessions = sessions;
		}

		@VstpHandler("sensor-id")
		String watch(@Header("sensor-id") String sensor, VstpSession session) {
			session.attributes().put("sensor", sensor);
			return session.id();
		}

		VstpPushResult alarm(Alarm alarm) {
			return this.template.toSessions((session) -> alarm.sensor().equals(session.attributes().get("sensor")))
				.header("op", "alarm")
				.payload(alarm)
				.send();
		}

		boolean summon(String sessionId, Alarm alarm) {
			VstpPushResult result = this.template.toSession(sessionId)
				.header("op", "alarm")
				.payload(alarm)
				.sendWithAck();
			return result.isSuccess();
		}

		int tick(long number) {
			VstpPushResult result = this.template.broadcast().header("op", "tick").payload("" + number).send();
			return result.count(VstpPushOutcome.OVERLOADED);
		}

		long watching(String sensor) {
			return this.sessions.stream((session) -> sensor.equals(session.attributes().get("sensor"))).count();
		}

	}

	@Component
	static class Presence {

		private final Map<String, String> present = new ConcurrentHashMap<>();

		private final AtomicReference<VstpSessionEndedEvent> last = new AtomicReference<>();

		@EventListener
		void started(VstpSessionStartedEvent event) {
			if (event.getServer() != null) {
				this.present.put(event.getSession().id(), "here");
			}
		}

		@EventListener
		void ended(VstpSessionEndedEvent event) {
			this.present.remove(event.getSession().id());
			this.last.set(event);
		}

		Map<String, String> present() {
			return this.present;
		}

		VstpSessionEndedEvent last() {
			return this.last.get();
		}

	}

	@VstpHandler(destination = "telemetry")
	static class Alarms {

		private final Map<String, String> seen = new ConcurrentHashMap<>();

		@VstpHandler("op=alarm")
		void alarm(@Payload Alarm alarm) {
			this.seen.put(alarm.sensor(), alarm.text());
		}

		@VstpHandler("op=tick")
		void tick(String number) {
			this.seen.put("tick", number);
		}

		Map<String, String> seen() {
			return this.seen;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Watchers.class, Presence.class })
	static class ServerApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Alarms.class)
	static class ClientApplication {

	}

}
