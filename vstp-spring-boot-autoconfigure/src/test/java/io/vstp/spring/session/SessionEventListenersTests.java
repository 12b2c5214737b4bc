package io.vstp.spring.session;

import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionEventListeners}.
 */
class SessionEventListenersTests {

	@Test
	void shouldFindNobodyWhenListenersWantOtherEvents() {
		assertThat(isListened(Refreshed.class)).isFalse();
	}

	@Test
	void shouldFindAnnotatedMethod() {
		assertThat(isListened(Annotated.class)).isTrue();
	}

	@Test
	void shouldFindListenerBean() {
		assertThat(isListened(Bean.class)).isTrue();
	}

	@Test
	void shouldFindListenerOfParentContext() {
		try (var parent = new AnnotationConfigApplicationContext(Annotated.class);
				var child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.refresh();
			assertThat(new SessionEventListeners(child).getAsBoolean()).isTrue();
		}
	}

	@Test
	void shouldNoticeListenerThatIsAddedLater() {
		try (var context = new AnnotationConfigApplicationContext(Refreshed.class)) {
			SessionEventListeners listeners = new SessionEventListeners(context);
			assertThat(listeners.getAsBoolean()).isFalse();
			context.addApplicationListener((ApplicationListener<VstpSessionEndedEvent>) new Bean());
			assertThat(listeners.getAsBoolean()).isTrue();
		}
	}

	private static boolean isListened(Class<?> configuration) {
		try (var context = new AnnotationConfigApplicationContext(configuration)) {
			return new SessionEventListeners(context).getAsBoolean();
		}
	}

	static class Refreshed {

		@EventListener
		void refreshed(ContextRefreshedEvent event) {
		}

	}

	static class Annotated {

		@EventListener
		void happened(VstpSessionEvent event) {
		}

	}

	static class Bean implements ApplicationListener<VstpSessionEndedEvent> {

		@Override
		public void onApplicationEvent(VstpSessionEndedEvent event) {
		}

	}

}
