package io.vstp.spring.metrics;

import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.vstp.transport.EventLoops;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Registers Micrometer's own meters of Netty's event loops, and of the allocator that
 * their channels take buffers from, as soon as there are event loops.
 */
public final class EventLoopMeters implements BeanPostProcessor {

	private final Supplier<@Nullable MeterRegistry> registry;

	/**
	 * Creates meters that are not registered yet.
	 * @param registry supplies where to register them, or {@code null} if there is none
	 */
	public EventLoopMeters(Supplier<@Nullable MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof EventLoops eventLoops) {
			MeterRegistry registry = this.registry.get();
			if (registry != null) {
				bind(eventLoops, registry);
			}
		}
		return bean;
	}

	private static void bind(EventLoops eventLoops, MeterRegistry registry) {
		new NettyEventExecutorMetrics(eventLoops.group()).bindTo(registry);
		if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
			new NettyAllocatorMetrics(allocator).bindTo(registry);
		}
	}

}
