package io.vstp.spring.session;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Knows whether anybody in the application context, or in one above it, listens to
 * session events. Looks again when listeners have been added.
 */
public final class SessionEventListeners implements BooleanSupplier {

	private static final List<ResolvableType> EVENTS = List.of(ResolvableType.forClass(VstpSessionStartedEvent.class),
			ResolvableType.forClass(VstpSessionEndedEvent.class));

	private final ApplicationContext context;

	private volatile Known known = new Known(-1, false);

	/**
	 * Creates an object that has not looked yet.
	 * @param context to which events are published
	 */
	public SessionEventListeners(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean getAsBoolean() {
		int count = 0;
		for (ApplicationContext each = this.context; each != null; each = each.getParent()) {
			count += (each instanceof AbstractApplicationContext some) ? some.getApplicationListeners().size() : 0;
		}
		Known current = this.known;
		if (current.count() != count) {
			current = new Known(count, find());
			this.known = current;
		}
		return current.listened();
	}

	private boolean find() {
		for (ApplicationContext each = this.context; each != null; each = each.getParent()) {
			// Who knows what another kind of context does with its events.
			if (!(each instanceof AbstractApplicationContext some) || isListened(some)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isListened(AbstractApplicationContext context) {
		for (ApplicationListener<?> listener : List.copyOf(context.getApplicationListeners())) {
			if (supports(listener)) {
				return true;
			}
		}
		return isDeclared(context);
	}

	private static boolean supports(ApplicationListener<?> listener) {
		GenericApplicationListener generic = (listener instanceof GenericApplicationListener known) ? known
				: new GenericApplicationListenerAdapter(listener);
		return EVENTS.stream().anyMatch(generic::supportsEventType);
	}

	// Beans that are made when the first event comes.
	private static boolean isDeclared(ConfigurableApplicationContext context) {
		ListableBeanFactory factory = context.getBeanFactory();
		for (ResolvableType event : EVENTS) {
			ResolvableType listener = ResolvableType.forClassWithGenerics(ApplicationListener.class, event);
			if (factory.getBeanNamesForType(listener, true, false).length > 0) {
				return true;
			}
		}
		return false;
	}

	private record Known(int count, boolean listened) {

	}

}
