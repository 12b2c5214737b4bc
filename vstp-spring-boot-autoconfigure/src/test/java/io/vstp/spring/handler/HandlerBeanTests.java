package io.vstp.spring.handler;

import java.util.concurrent.atomic.AtomicInteger;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Beans of all kinds as handlers.
 */
class HandlerBeanTests {

	private static final AtomicInteger created = new AtomicInteger();

	private static final AtomicInteger advised = new AtomicInteger();

	@BeforeEach
	void reset() {
		created.set(0);
		advised.set(0);
	}

	@Test
	void shouldCreateLazyBeanWhenFirstFrameComes() {
		try (HandlerFixture fixture = new HandlerFixture(LazyBean.class)) {
			assertThat(fixture.registry().mappings()).hasSize(1);
			assertThat(created).hasValue(0);
			assertThat(reply(fixture, "lazy")).isEqualTo("1");
			assertThat(reply(fixture, "lazy")).isEqualTo("1");
		}
	}

	@Test
	void shouldCreatePrototypeForEachFrame() {
		try (HandlerFixture fixture = new HandlerFixture(PrototypeBean.class)) {
			assertThat(created).hasValue(0);
			assertThat(reply(fixture, "prototype")).isEqualTo("1");
			assertThat(reply(fixture, "prototype")).isEqualTo("2");
		}
	}

	@Test
	void shouldCallTargetOfTheScopeWhenBeanIsScopedProxy() throws InterruptedException {
		try (HandlerFixture fixture = new HandlerFixture(ThreadScope.class, ScopedBean.class)) {
			assertThat(fixture.registry().mappings()).singleElement()
				.returns("HandlerBeanTests.ScopedBean#handle()", VstpHandlerMapping::handler);
			assertThat(created).hasValue(0);
			assertThat(reply(fixture, "scoped")).isEqualTo("1");
			assertThat(reply(fixture, "scoped")).isEqualTo("1");
			Thread other = new Thread(() -> assertThat(reply(fixture, "scoped")).isEqualTo("2"));
			other.start();
			other.join();
			assertThat(created).hasValue(2);
		}
	}

	@Test
	void shouldPassAdviceWhenBeanIsClassProxy() {
		try (HandlerFixture fixture = new HandlerFixture(ClassProxies.class, Plain.class)) {
			assertThat(reply(fixture, "plain")).isEqualTo("plain");
			assertThat(advised).hasValue(1);
		}
	}

	@Test
	void shouldReadAnnotationsOfTargetWhenBeanIsInterfaceProxy() {
		try (HandlerFixture fixture = new HandlerFixture(InterfaceProxies.class, Implementation.class)) {
			assertThat(reply(fixture, "implementation")).isEqualTo("implementation");
			assertThat(advised).hasValue(1);
		}
	}

	@Test
	void shouldStopStartUpWhenInterfaceOfProxyLacksTheMethod() {
		assertThatThrownBy(() -> HandlerFixture.context(InterfaceProxies.class, Hidden.class))
			.isInstanceOf(InvalidHandlerException.class)
			.hasMessageContaining("hidden");
	}

	@Test
	void shouldFindHandlerWhenInterfaceDeclaresIt() {
		try (HandlerFixture fixture = new HandlerFixture(Defaulted.class)) {
			assertThat(reply(fixture, "default")).isEqualTo("default");
		}
	}

	@Test
	void shouldResolveTypeVariableWhenSuperclassDeclaresHandler() {
		try (HandlerFixture fixture = new HandlerFixture(Concrete.class)) {
			try (TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", "generic"), "{\"name\":\"n\"}"))) {
				assertThat(exchange.reply().payloadText()).isEqualTo("n");
			}
		}
	}

	private static String reply(HandlerFixture fixture, String op) {
		try (TestExchange exchange = fixture.handle(Frame.data(Headers.of("op", op), ""))) {
			return exchange.reply().payloadText();
		}
	}

	@Lazy
	static class LazyBean {

		private final int number = created.incrementAndGet();

		@VstpHandler("op=lazy")
		String handle() {
			return Integer.toString(this.number);
		}

	}

	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	static class PrototypeBean {

		private final int number = created.incrementAndGet();

		@VstpHandler("op=prototype")
		String handle() {
			return Integer.toString(this.number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScope {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("thread", new SimpleThreadScope());
			return configurer;
		}

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedBean {

		private int number;

		@VstpHandler("op=scoped")
		String handle() {
			this.number = (this.number != 0) ? this.number : created.incrementAndGet();
			return Integer.toString(this.number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxies {

		@Bean
		static MethodInterceptor advice() {
			return (invocation) -> {
				advised.incrementAndGet();
				return invocation.proceed();
			};
		}

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setProxyTargetClass(true);
			creator.setBeanNames("handlerBeanTests.*");
			creator.setInterceptorNames("advice");
			return creator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies extends ClassProxies {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = ClassProxies.proxies();
			creator.setProxyTargetClass(false);
			return creator;
		}

	}

	static class Plain {

		@VstpHandler("op=plain")
		String handle(@Header String op) {
			return op;
		}

	}

	interface Service {

		String handle(String op);

	}

	static class Implementation implements Service {

		@Override
		@VstpHandler("op=implementation")
		public String handle(@Header("op") String op) {
			return op;
		}

	}

	static class Hidden implements Service {

		@Override
		public String handle(String op) {
			return op;
		}

		@VstpHandler("op=hidden")
		void hidden() {
		}

	}

	interface WithDefault {

		@VstpHandler("op=default")
		default String handle(@Header("op") String op) {
			return op;
		}

	}

	static class Defaulted implements WithDefault {

	}

	abstract static class Generic<T> {

		@VstpHandler("op=generic")
		String handle(T payload) {
			return name(payload);
		}

		abstract String name(T payload);

	}

	static class Concrete extends Generic<Named> {

		@Override
		String name(Named payload) {
			return payload.name();
		}

	}

	record Named(String name) {
	}

}
