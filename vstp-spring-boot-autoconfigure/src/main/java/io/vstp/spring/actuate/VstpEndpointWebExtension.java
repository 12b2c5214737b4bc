package io.vstp.spring.actuate;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension} that answers the closing of a session by status alone.
 */
@EndpointWebExtension(endpoint = VstpEndpoint.class)
public class VstpEndpointWebExtension {

	private final VstpEndpoint endpoint;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public VstpEndpointWebExtension(VstpEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Closes a session, see {@link VstpEndpoint#closeSession}.
	 * @param id the name of the session
	 * @return 204 if there is such a session, else 404
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> closeSession(@Selector String id) {
		return new WebEndpointResponse<>(this.endpoint.closeSession(id) ? WebEndpointResponse.STATUS_NO_CONTENT
				: WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
