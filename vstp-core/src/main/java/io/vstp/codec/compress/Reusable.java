package io.vstp.codec.compress;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A few objects that are costly to make, for whoever needs one for a moment. Never waits:
 * who finds none gets a new one.
 *
 * @param <T> the type of the objects
 */
final class Reusable<T> {

	private static final int CAPACITY = Math.max(4, Runtime.getRuntime().availableProcessors());

	private final AtomicReferenceArray<@Nullable T> idle = new AtomicReferenceArray<>(CAPACITY);

	private final Supplier<T> factory;

	private final Consumer<T> disposal;

	Reusable(Supplier<T> factory, Consumer<T> disposal) {
		this.factory = factory;
		this.disposal = disposal;
	}

	/**
	 * Takes an object.
	 * @return the object, for this thread alone until it gives it back
	 */
	T take() {
		for (int i = 0; i < CAPACITY; i++) {
			T object = (this.idle.getPlain(i) != null) ? this.idle.getAndSet(i, null) : null;
			if (object != null) {
				return object;
			}
		}
		return this.factory.get();
	}

	/**
	 * Gives an object back.
	 * @param object as good as new
	 */
	void giveBack(T object) {
		for (int i = 0; i < CAPACITY; i++) {
			if (this.idle.getPlain(i) == null && this.idle.compareAndSet(i, null, object)) {
				return;
			}
		}
		this.disposal.accept(object);
	}

}
