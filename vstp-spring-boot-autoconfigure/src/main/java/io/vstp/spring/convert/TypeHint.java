package io.vstp.spring.convert;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * Tells a converter the generic type it has to make, where there is no parameter of a
 * method that would say so.
 */
final class TypeHint extends MethodParameter {

	private final Type type;

	private final Class<?> rawType;

	TypeHint(Type type, Class<?> rawType) {
		super(ClassUtils.getMethod(Object.class, "toString"), -1);
		this.type = type;
		this.rawType = rawType;
	}

	private TypeHint(TypeHint original) {
		super(original);
		this.type = original.type;
		this.rawType = original.rawType;
	}

	@Override
	public Class<?> getParameterType() {
		return this.rawType;
	}

	@Override
	public Type getGenericParameterType() {
		return this.type;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof TypeHint hint && this.type.equals(hint.type);
	}

	@Override
	public int hashCode() {
		return this.type.hashCode();
	}

	@Override
	public TypeHint clone() {
		return new TypeHint(this);
	}

}
