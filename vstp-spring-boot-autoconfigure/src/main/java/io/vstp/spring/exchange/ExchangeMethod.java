package io.vstp.spring.exchange;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;

import io.vstp.spring.client.VstpCall;
import io.vstp.spring.client.VstpTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A method of a client, and the calls that it makes.
 */
final class ExchangeMethod {

	private final VstpTemplate template;

	private final ExchangeDefinition definition;

	private final ExchangeArguments arguments;

	private final ExchangeResult result;

	private ExchangeMethod(VstpTemplate template, ExchangeDefinition definition, ExchangeArguments arguments,
			ExchangeResult result) {
		this.template = template;
		this.definition = definition;
		this.arguments = arguments;
		this.result = result;
	}

	/**
	 * Reads a method.
	 * @param type the interface
	 * @param method its method
	 * @param destination whom to call if the annotations don't say it
	 * @param template makes the calls
	 * @param resolvers take arguments
	 * @param placeholders resolves placeholders
	 * @return the method
	 * @throws InvalidVstpExchangeException if it cannot make calls
	 */
	static ExchangeMethod of(Class<?> type, Method method, String destination, VstpTemplate template,
			List<VstpExchangeArgumentResolver> resolvers, UnaryOperator<String> placeholders) {
		ExchangeDefinition definition = ExchangeDefinition.of(type, method, destination, placeholders);
		checkDestination(method, definition.destination(), template);
		return new ExchangeMethod(template, definition, new ExchangeArguments(type, method, resolvers),
				ExchangeResult.choose(type, method, definition.until()));
	}

	private static void checkDestination(Method method, String destination, VstpTemplate template) {
		if (destination.isEmpty()) {
			throw new InvalidVstpExchangeException("%s does not say whom it calls.".formatted(describe(method)),
					"Name a destination in @VstpExchange or in @ImportVstpClients.");
		}
		if (!template.destinations().contains(destination)) {
			throw new InvalidVstpExchangeException(
					"%s calls the destination '%s', which is not configured%s.".formatted(describe(method), destination,
							template.destinations().isEmpty() ? ""
									: " (there are: " + String.join(", ", template.destinations()) + ")"),
					"Set 'vstp.client.destinations.%s.address' to host:port, or name another destination in @VstpExchange."
						.formatted(destination));
		}
	}

	/**
	 * Returns how to call a method in messages.
	 * @param method the method
	 * @return its name with that of its interface
	 */
	static String describe(@Nullable Method method) {
		return (method != null)
				? "The VSTP client method %s.%s".formatted(method.getDeclaringClass().getName(), method.getName())
				: "A VSTP client method";
	}

	/**
	 * Makes a call.
	 * @param arguments the arguments of the method
	 * @return its result
	 */
	@Nullable Object invoke(@Nullable Object[] arguments) {
		VstpCall call = this.template.to(this.definition.destination());
		this.definition.apply(call);
		this.arguments.apply(arguments, call);
		return this.result.of(call);
	}

}
