package io.vstp.demo.game;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.transport.VstpConnectionException;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link Pushes}.
 */
class PushesTests {

	private final Pushes pushes = new Pushes();

	private final VstpSession session = mock(VstpSession.class);

	private final Frame frame = Frame.data(Headers.EMPTY, Unpooled.buffer().writeInt(42));

	@AfterEach
	void shouldReleaseWhatItRetained() {
		assertThat(this.frame.refCnt()).isOne();
		this.frame.release();
	}

	@Test
	void shouldSendSamePayloadWhenPlayerIsReady() {
		given(this.session.isGreeted()).willReturn(true);
		given(this.session.isWritable()).willReturn(true);
		given(this.session.send(any())).willAnswer((call) -> {
			Frame pushed = call.getArgument(0);
			assertThat(pushed.payload()).isEqualTo(this.frame.payload());
			assertThat(pushed.header("tick")).isEqualTo("1");
			pushed.release();
			return CompletableFuture.completedFuture(null);
		});
		this.pushes.push(this.session, Headers.of("tick", "1"), this.frame);
		assertThat(this.pushes.figures().get("sent").intValue()).isOne();
	}

	@Test
	void shouldSendNothingWhenPlayerHasNotSaidHello() {
		given(this.session.isWritable()).willReturn(true);
		this.pushes.push(this.session, Headers.EMPTY, this.frame);
		then(this.session).should(never()).send(any());
	}

	@Test
	void shouldDropWhenPlayerIsSlow() {
		given(this.session.isGreeted()).willReturn(true);
		this.pushes.push(this.session, Headers.EMPTY, this.frame);
		then(this.session).should(never()).send(any());
		assertThat(this.pushes.figures().get("dropped").intValue()).isOne();
	}

	@Test
	void shouldCountWhenPlayerHasGone() {
		given(this.session.isGreeted()).willReturn(true);
		given(this.session.isWritable()).willReturn(true);
		given(this.session.send(any())).willAnswer((call) -> {
			call.<Frame>getArgument(0).release();
			return CompletableFuture.failedFuture(new VstpConnectionException("gone"));
		});
		this.pushes.push(this.session, Headers.EMPTY, this.frame);
		assertThat(this.pushes.figures().get("dropped").intValue()).isOne();
	}

}
