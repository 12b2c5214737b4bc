package io.vstp.spring.autoconfigure;

import io.vstp.spring.actuate.VstpInfoContributor;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of what is told of VSTP as info.
 */
@AutoConfiguration(after = VstpAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
public final class VstpInfoAutoConfiguration {

	@Bean
	@ConditionalOnEnabledInfoContributor("vstp")
	@ConditionalOnMissingBean
	VstpInfoContributor vstpInfoContributor() {
		return new VstpInfoContributor();
	}

}
