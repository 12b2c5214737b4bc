package io.vstp.spring.test.autoconfigure;

import io.vstp.spring.autoconfigure.VstpAutoConfiguration;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.spring.test.client.VstpTestClient;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of {@link VstpTestClient}.
 */
@AutoConfiguration(after = VstpAutoConfiguration.class)
@ConditionalOnBean(VstpMessageConverters.class)
public final class VstpTestClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	VstpTestClient vstpTestClient(ApplicationContext context) {
		return VstpTestClient.bindToApplication(context);
	}

}
