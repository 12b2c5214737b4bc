package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.annotation.VstpErrorStatus;
import io.vstp.transport.LogText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Says with which ERR a frame is answered that could not be handled.
 */
final class ErrorMapping {

	private static final Log logger = LogFactory.getLog(VstpFrameHandler.class);

	/** Spring Security's, which need not be there. */
	private static final Set<String> UNAUTHORIZED = Set.of("org.springframework.security.access.AccessDeniedException",
			"org.springframework.security.core.AuthenticationException");

	private final List<VstpErrorMapper> mappers;

	ErrorMapping(List<VstpErrorMapper> mappers) {
		this.mappers = mappers;
	}

	/**
	 * Maps an exception.
	 * @param ex what was thrown
	 * @param peersFault whether another payload or other headers would have helped
	 * @param handler the handler that was called, or was to be
	 * @return the ERR
	 */
	VstpError map(Throwable ex, boolean peersFault, Method handler) {
		VstpError mapped = custom(ex);
		if (mapped == null) {
			mapped = declared(ex);
		}
		return (mapped != null) ? mapped : builtIn(ex, peersFault, handler);
	}

	private @Nullable VstpError custom(Throwable ex) {
		for (VstpErrorMapper mapper : this.mappers) {
			try {
				VstpError mapped = mapper.map(ex);
				if (mapped != null) {
					return mapped;
				}
			}
			catch (RuntimeException again) {
				logger.warn("%s failed to map %s: %s".formatted(mapper, LogText.of(ex), LogText.of(again)));
			}
		}
		return null;
	}

	private static @Nullable VstpError declared(Throwable ex) {
		if (ex instanceof FrameRefusedException refused) {
			return refused.error();
		}
		Throwable current = ex;
		for (int depth = 0; current != null && depth < 16; depth++, current = current.getCause()) {
			VstpErrorStatus status = AnnotatedElementUtils.findMergedAnnotation(current.getClass(),
					VstpErrorStatus.class);
			if (status != null) {
				String message = status.message().isEmpty() ? String.valueOf(current.getMessage()) : status.message();
				return VstpError.of(status.code(), message);
			}
		}
		return null;
	}

	private static VstpError builtIn(Throwable ex, boolean peersFault, Method handler) {
		List<FieldFailure> failures = ValidationFailures.of(ex, handler);
		if (!failures.isEmpty()) {
			return FieldFailure.error(failures);
		}
		if (peersFault) {
			return VstpError.of(ErrorCode.INVALID_PAYLOAD, Failures.reason(ex));
		}
		return VstpError.of(code(ex), Failures.describe(ex));
	}

	private static ErrorCode code(Throwable ex) {
		if (ex instanceof RejectedExecutionException) {
			return ErrorCode.OVERLOADED;
		}
		for (Class<?> type = ex.getClass(); type != null; type = type.getSuperclass()) {
			if (UNAUTHORIZED.contains(type.getName())) {
				return ErrorCode.UNAUTHORIZED;
			}
		}
		return ErrorCode.HANDLER_FAILED;
	}

}
