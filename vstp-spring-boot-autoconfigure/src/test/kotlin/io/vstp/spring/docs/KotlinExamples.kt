package io.vstp.spring.docs

import io.vstp.spring.annotation.VstpHandler
import kotlinx.coroutines.delay
import org.springframework.messaging.handler.annotation.Header

data class Greeting(val text: String)

class Greetings {

	@VstpHandler("op=greet")
	suspend fun greet(name: String, @Header("title") title: String?): Greeting {
		delay(10)
		return Greeting(if (title != null) "Hello $title $name" else "Hello $name")
	}

}
