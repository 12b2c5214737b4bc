package io.vstp.spring.client;

/**
 * Adjusts the template that is auto-configured. Beans of this type are called in their
 * order, after properties and {@link VstpClientInterceptor} beans were applied.
 */
@FunctionalInterface
public interface VstpTemplateCustomizer {

	/**
	 * Adjusts the template.
	 * @param template what to adjust
	 */
	void customize(VstpTemplate.Builder template);

}
