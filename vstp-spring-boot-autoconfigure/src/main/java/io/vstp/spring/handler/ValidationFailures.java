package io.vstp.spring.handler;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * Reads what validation says about the arguments of a handler. What it says about a
 * result, or about the arguments of somebody whom the handler calls, is not the peer's
 * fault.
 */
final class ValidationFailures {

	private static final boolean JAKARTA = ClassUtils.isPresent("jakarta.validation.ConstraintViolationException",
			ValidationFailures.class.getClassLoader());

	private ValidationFailures() {
	}

	/**
	 * Reads an exception.
	 * @param ex the exception
	 * @param handler the handler that was to be called
	 * @return what is wrong with its arguments; empty if the exception does not tell that
	 */
	static List<FieldFailure> of(Throwable ex, Method handler) {
		if (ex instanceof MethodArgumentNotValidException invalid && invalid.getBindingResult() != null) {
			return FieldFailure.of(invalid.getBindingResult());
		}
		if (ex instanceof MethodValidationException invalid) {
			return (!invalid.isForReturnValue() && isSame(invalid.getMethod(), handler)) ? ofMethod(invalid)
					: List.of();
		}
		return JAKARTA ? Jakarta.read(ex, handler) : List.of();
	}

	private static boolean isSame(Method some, Method other) {
		return some.getName().equals(other.getName())
				&& (some.getDeclaringClass().isAssignableFrom(other.getDeclaringClass())
						|| other.getDeclaringClass().isAssignableFrom(some.getDeclaringClass()));
	}

	private static List<FieldFailure> ofMethod(MethodValidationException invalid) {
		List<FieldFailure> failures = new ArrayList<>();
		for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
			String name = String.valueOf(result.getMethodParameter().getParameterName());
			if (result instanceof ParameterErrors errors) {
				errors.getAllErrors().forEach((error) -> failures.add(FieldFailure.of(name, error)));
			}
			else {
				result.getResolvableErrors().forEach((error) -> failures.add(FieldFailure.of(name, error)));
			}
		}
		invalid.getCrossParameterValidationResults().forEach((error) -> failures.add(FieldFailure.of("", error)));
		return failures;
	}

	/**
	 * What needs Jakarta Validation.
	 */
	private static final class Jakarta {

		static List<FieldFailure> read(Throwable ex, Method handler) {
			List<FieldFailure> failures = new ArrayList<>();
			if (ex instanceof ConstraintViolationException invalid && invalid.getConstraintViolations() != null) {
				for (ConstraintViolation<?> violation : invalid.getConstraintViolations()) {
					String field = field(violation, handler);
					if (field == null) {
						return List.of();
					}
					failures.add(new FieldFailure(field, violation.getMessage()));
				}
			}
			return failures;
		}

		private static @Nullable String field(ConstraintViolation<?> violation, Method handler) {
			StringBuilder field = new StringBuilder();
			boolean ofHandler = false;
			Class<?> root = violation.getRootBeanClass();
			for (Path.Node node : violation.getPropertyPath()) {
				if (node.getKind() == ElementKind.METHOD) {
					ofHandler = node.getName().equals(handler.getName()) && root != null
							&& handler.getDeclaringClass().isAssignableFrom(root);
				}
				else if (node.getKind() == ElementKind.RETURN_VALUE) {
					return null;
				}
				else if (node.getKind() != ElementKind.CROSS_PARAMETER) {
					field.append(field.isEmpty() ? "" : ".").append(node);
				}
			}
			return ofHandler ? field.toString() : null;
		}

	}

}
