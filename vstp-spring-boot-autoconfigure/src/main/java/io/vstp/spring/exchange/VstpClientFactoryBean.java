package io.vstp.spring.exchange;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;

/**
 * Makes the bean of an interface that {@link ImportVstpClients} names or finds. What is
 * wrong with the interface shows when this bean is created, not with the first call.
 *
 * @param <T> the interface
 */
public final class VstpClientFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware {

	private final Class<T> type;

	private final String destination;

	private @Nullable T client;

	/**
	 * Creates a factory bean.
	 * @param type the interface
	 * @param destination whom it calls if it does not say it; empty for nobody
	 */
	public VstpClientFactoryBean(Class<T> type, String destination) {
		this.type = type;
		this.destination = destination;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.client = beanFactory.getBean(VstpExchangeProxyFactory.class).createClient(this.type, this.destination);
	}

	@Override
	public @Nullable T getObject() {
		return this.client;
	}

	@Override
	public Class<?> getObjectType() {
		return this.type;
	}

}
