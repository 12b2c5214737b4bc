package io.vstp.spring.handler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.vstp.spring.convert.VstpMessageConverters;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;

/**
 * Knows the methods of the application's beans that are annotated with
 * {@link io.vstp.spring.annotation.VstpHandler @VstpHandler}. They are found once all
 * singletons exist, so before anything starts that listens for frames; no bean is created
 * for that. What cannot work stops the start-up: an
 * {@link InvalidHandlerConditionException}, another {@link InvalidHandlerException}, or
 * an {@link AmbiguousHandlerException} says why.
 */
public final class VstpHandlerRegistry implements BeanFactoryAware, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(VstpHandlerRegistry.class);

	private final VstpMessageConverters converters;

	private final List<HandlerMethodArgumentResolver> customResolvers;

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private volatile List<RegisteredHandler> handlers = List.of();

	private volatile boolean complete;

	private volatile boolean ordering;

	private volatile ErrorMapping errors = new ErrorMapping(List.of());

	/**
	 * Creates a registry.
	 * @param converters converts payloads and replies
	 * @param customResolvers the application's own resolvers of arguments, asked first;
	 * the messages they get are instances of {@link io.vstp.spring.convert.FrameMessage}
	 */
	public VstpHandlerRegistry(VstpMessageConverters converters,
			List<? extends HandlerMethodArgumentResolver> customResolvers) {
		this.converters = converters;
		this.customResolvers = List.copyOf(customResolvers);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ConfigurableListableBeanFactory factory = beanFactory();
		this.errors = new ErrorMapping(factory.getBeanProvider(VstpErrorMapper.class).orderedStream().toList());
		ReturnValues returnValues = new ReturnValues(
				factory.getBeanProvider(VstpReturnValueHandler.class).orderedStream().toList());
		this.handlers = find(returnValues, new ConverterCheck(this.converters.isEmpty(), returnValues));
		this.ordering = this.handlers.stream().anyMatch((handler) -> handler.settings().ordering() != null);
		this.complete = true;
	}

	private ConfigurableListableBeanFactory beanFactory() {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		Assert.state(factory != null, "There is no bean factory");
		return factory;
	}

	private List<RegisteredHandler> find(ReturnValues returnValues, ConverterCheck converterCheck) {
		ConfigurableListableBeanFactory factory = beanFactory();
		HandlerScanner scanner = new HandlerScanner(factory,
				ArgumentResolvers.of(this.converters, this.customResolvers, factory), returnValues, converterCheck);
		Map<String, Class<?>> beans = beans(factory);
		List<Advice> advice = new ArrayList<>();
		beans.forEach((beanName, type) -> {
			Advice found = scanner.advice(beanName, type);
			if (found != null) {
				advice.add(found);
			}
		});
		advice.sort(Comparator.comparingInt(Advice::order));
		List<RegisteredHandler> found = new ArrayList<>();
		beans.forEach((beanName, type) -> found.addAll(scanner.scan(beanName, type, advice)));
		return new HandlerOrder<>(RegisteredHandler::conditions, RegisteredHandler::mapping).sort(found);
	}

	// Creates none of the application's beans, of which some may wait for the answer.
	private List<RegisteredHandler> findEarly() {
		ReturnValues returnValues = new ReturnValues(List.of());
		return find(returnValues, new ConverterCheck(false, returnValues));
	}

	private static Map<String, Class<?>> beans(ConfigurableListableBeanFactory factory) {
		Map<String, Class<?>> beans = new LinkedHashMap<>();
		for (String beanName : factory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : targetClass(factory, beanName);
			if (type != null) {
				beans.put(beanName, type);
			}
		}
		return beans;
	}

	private static @Nullable Class<?> targetClass(ConfigurableListableBeanFactory beanFactory, String beanName) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, beanName);
			return (type != null && ScopedObject.class.isAssignableFrom(type))
					? AutoProxyUtils.determineTargetClass(beanFactory, ScopedProxyUtils.getTargetBeanName(beanName))
					: type;
		}
		catch (RuntimeException | LinkageError ex) {
			// As Spring does for its own annotations: not every bean can say its class.
			logger.debug("Cannot tell the class of bean '%s'".formatted(beanName), ex);
			return null;
		}
	}

	/**
	 * Returns the handlers.
	 * @return what they take, the most specific first; empty until all singletons exist
	 */
	public List<VstpHandlerMapping> mappings() {
		return this.handlers.stream().map(RegisteredHandler::mapping).toList();
	}

	/**
	 * Returns the handlers with how they are called.
	 * @return the most specific first; empty until all singletons exist
	 */
	public List<VstpHandlerDescription> descriptions() {
		return this.handlers.stream().map(VstpHandlerDescription::of).toList();
	}

	/**
	 * Says whether there is no handler.
	 * @return whether there is none; {@code true} until all singletons exist
	 */
	public boolean isEmpty() {
		return this.handlers.isEmpty();
	}

	/**
	 * Says whether there is a handler of frames that come to a server of this
	 * application. May be asked at any time.
	 * @return whether there is one
	 */
	public boolean hasServerHandlers() {
		return known().stream().anyMatch((handler) -> handler.mapping().isForServer());
	}

	/**
	 * Says whether there is a handler of what the server of a destination pushes. May be
	 * asked at any time.
	 * @param destination the name of the destination
	 * @return whether there is one
	 */
	public boolean hasHandlersFor(String destination) {
		return known().stream().anyMatch((handler) -> handler.conditions().acceptsFrom(destination));
	}

	private List<RegisteredHandler> known() {
		return this.complete ? this.handlers : findEarly();
	}

	/**
	 * Says whether a handler has an order of its own.
	 * @return whether one has
	 */
	boolean hasOrdering() {
		return this.ordering;
	}

	ErrorMapping errors() {
		return this.errors;
	}

	VstpMessageConverters converters() {
		return this.converters;
	}

	/**
	 * Builds the table of a server.
	 * @param server the name of the server
	 * @return its handlers
	 */
	HandlerTable<RegisteredHandler> table(String server) {
		return table((conditions) -> conditions.accepts(server));
	}

	/**
	 * Builds the table of a destination.
	 * @param destination the name of the destination
	 * @return the handlers of what its server pushes
	 */
	HandlerTable<RegisteredHandler> tableOfDestination(String destination) {
		return table((conditions) -> conditions.acceptsFrom(destination));
	}

	private HandlerTable<RegisteredHandler> table(Predicate<HandlerConditions> accepts) {
		return HandlerTable.of(this.handlers.stream().filter((handler) -> accepts.test(handler.conditions())).toList(),
				RegisteredHandler::conditions);
	}

}
