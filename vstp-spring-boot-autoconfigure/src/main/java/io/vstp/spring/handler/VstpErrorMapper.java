package io.vstp.spring.handler;

import org.jspecify.annotations.Nullable;

/**
 * Says with which ERR a frame is answered that could not be handled. All beans of this
 * type are asked, in their order, before {@code @VstpErrorStatus} and what is built in,
 * and after {@code @MessageExceptionHandler} methods. Called by several threads at once.
 */
@FunctionalInterface
public interface VstpErrorMapper {

	/**
	 * Maps an exception.
	 * @param ex what the handler has thrown or completed with, or why its arguments could
	 * not be made
	 * @return the ERR, or {@code null} to have others asked
	 */
	@Nullable VstpError map(Throwable ex);

}
