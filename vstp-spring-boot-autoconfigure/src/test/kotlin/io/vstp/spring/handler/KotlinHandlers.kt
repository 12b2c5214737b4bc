package io.vstp.spring.handler

import io.vstp.spring.annotation.VstpHandler
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import org.springframework.messaging.handler.annotation.Header

data class Greeting(val name: String)

class KotlinHandlers {

	@Volatile
	var cancelled = false

	@VstpHandler("op=suspend-for-ever")
	suspend fun waitForEver(): String {
		try {
			awaitCancellation()
		}
		catch (ex: CancellationException) {
			cancelled = true
			throw ex
		}
	}

	@VstpHandler("op=suspend")
	suspend fun greet(payload: String, @Header("title") title: String?): Greeting {
		delay(1)
		return Greeting(if (title != null) "$title $payload" else payload)
	}

	@VstpHandler("op=suspend-unit")
	suspend fun nothing() {
		delay(1)
	}

	@VstpHandler("op=suspend-fails")
	suspend fun fail(): String {
		delay(1)
		throw IllegalStateException("not today")
	}

	@VstpHandler("op=flow")
	fun flow(): Flow<Int> = flowOf(1, 2, 3)

}
