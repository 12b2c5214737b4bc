package io.vstp.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.Executor;

import io.vstp.spring.customize.VstpExecutorCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;

/**
 * What the application wants to be done with executors.
 */
final class ExecutorCustomizers {

	private final List<TaskDecorator> decorators;

	private final List<VstpExecutorCustomizer> customizers;

	ExecutorCustomizers(ObjectProvider<TaskDecorator> decorators, ObjectProvider<VstpExecutorCustomizer> customizers) {
		this.decorators = decorators.orderedStream().toList();
		this.customizers = customizers.orderedStream().toList();
	}

	/**
	 * Returns what to use instead of an executor.
	 * @param name what it is called in {@link VstpExecutorCustomizer}
	 * @param executor the executor
	 * @return it, or one that passes tasks to it
	 */
	Executor apply(String name, Executor executor) {
		Executor result = this.decorators.isEmpty() ? executor : decorated(executor);
		for (VstpExecutorCustomizer customizer : this.customizers) {
			result = customizer.customize(name, result);
		}
		return result;
	}

	private Executor decorated(Executor executor) {
		TaskDecorator decorator = (this.decorators.size() == 1) ? this.decorators.get(0)
				: new CompositeTaskDecorator(this.decorators);
		return (task) -> executor.execute(decorator.decorate(task));
	}

}
