package io.vstp.spring.test.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.frame.Transport;
import io.vstp.spring.convert.VstpMessageConverters;
import io.vstp.transport.VstpConnectionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What handlers without a network see of their session.
 */
class HandlerSessionTests {

	private final VstpMessageConverters converters = VstpMessageConverters.create(null, List.of());

	private final Pushes pushes = new Pushes(this.converters);

	private final HandlerSession session = new HandlerSession(Transport.TCP, this.pushes);

	private final List<String> ended = new ArrayList<>();

	@Test
	void shouldTellExchangesThatAreOpenWhenSessionEnds() {
		HandlerExchange open = exchange("open");
		exchange("done").complete();
		exchange("failed").fail(ErrorCode.OVERLOADED, "busy");
		this.session.close();
		this.session.close();
		assertThat(this.ended).containsExactly("open");
		open.complete();
		exchange("late");
		assertThat(this.ended).containsExactly("open", "late");
	}

	@Test
	void shouldEndOnceWhenExchangeIsEndedTwice() {
		HandlerExchange exchange = exchange("op");
		exchange.fail("my-code", "no", Headers.of("retry-after", "5"));
		exchange.complete();
		exchange.reply(Frame.data(Headers.EMPTY, "late"));
		assertThat(exchange.result().join()).isError("my-code").isNotAcknowledged().hasHeader("retry-after", 5);
	}

	@Test
	void shouldKeepPushesUntilSessionEnds() {
		this.session.send(Frame.data(Headers.EMPTY, "one")).join();
		this.session.sendWithAck(Frame.data(Headers.EMPTY, "two"), Duration.ofSeconds(1)).join();
		this.session.close();
		Frame late = Frame.data(Headers.EMPTY, "three");
		assertThatExceptionOfType(VstpConnectionException.class).isThrownBy(() -> this.session.push(late));
		assertThat(late.refCnt()).isZero();
		assertThat(this.session.send(Frame.data(Headers.EMPTY, "four"))).isCompletedExceptionally();
		assertThat(this.pushes.take(Duration.ZERO)).hasToString("push with headers {} and payload of 3 bytes (one)");
		assertThat(this.pushes.take(Duration.ZERO).text()).isEqualTo("two");
		assertThat((Object) this.pushes.take(Duration.ZERO)).isNull();
	}

	private HandlerExchange exchange(String name) {
		HandlerExchange exchange = new HandlerExchange(Frame.data(Headers.EMPTY, "x"), this.session, this.converters);
		exchange.onSessionEnd(() -> this.ended.add(name));
		return exchange;
	}

}
