package io.vstp.spring.autoconfigure;

import io.vstp.spring.annotation.VstpHandler;

import org.springframework.context.annotation.Configuration;

/**
 * Handlers for tests; being components, the nested classes register themselves.
 */
@Configuration(proxyBeanMethods = false)
class TestHandlers {

	@VstpHandler
	static class Echo {

		@VstpHandler("op=echo")
		Item echo(Item item) {
			return item;
		}

		@VstpHandler("op=thread")
		String thread() {
			return Thread.currentThread().getName();
		}

		@VstpHandler("op=kind")
		String kind() {
			return Thread.currentThread().getClass().getSimpleName();
		}

		@VstpHandler("op=fail")
		void fail() {
			throw new IllegalStateException("on purpose");
		}

		@VstpHandler("op=take")
		void take(byte[] payload) {
		}

	}

	record Item(String name, int count) {

	}

}
