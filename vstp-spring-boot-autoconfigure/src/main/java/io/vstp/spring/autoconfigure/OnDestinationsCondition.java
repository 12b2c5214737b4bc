package io.vstp.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where at least one destination is configured.
 */
class OnDestinationsCondition extends SpringBootCondition {

	private static final String DESTINATIONS = "vstp.client.destinations";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean any = Binder.get(context.getEnvironment())
			.bind(DESTINATIONS, Bindable.mapOf(String.class, Object.class))
			.isBound();
		return new ConditionOutcome(any, "%s has %s destinations".formatted(DESTINATIONS, any ? "some" : "no"));
	}

}
