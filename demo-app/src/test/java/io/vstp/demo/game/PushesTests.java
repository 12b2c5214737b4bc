package io.vstp.demo.game;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.client.VstpPush;
import io.vstp.spring.client.VstpPushOutcome;
import io.vstp.spring.client.VstpPushResult;
import io.vstp.spring.client.VstpTemplate;
import io.vstp.transport.VstpSession;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Pushes}.
 */
class PushesTests {

	private final VstpTemplate template = mock(VstpTemplate.class);

	private final VstpPush push = mock(VstpPush.class, Answers.RETURNS_SELF);

	private final VstpPushResult result = mock(VstpPushResult.class);

	@Test
	void shouldPassPayloadOnAndCountWhoGotIt() {
		List<VstpSession> sessions = List.of(mock(VstpSession.class));
		given(this.template.toSessions(sessions)).willReturn(this.push);
		given(this.push.payload(any())).willAnswer((call) -> {
			call.<ByteBuf>getArgument(0).release();
			return this.push;
		});
		given(this.push.send()).willReturn(this.result);
		given(this.result.total()).willReturn(6);
		given(this.result.succeeded()).willReturn(3);
		given(this.result.count(VstpPushOutcome.NOT_GREETED)).willReturn(1);
		Frame frame = Frame.data(Headers.EMPTY, Unpooled.buffer().writeInt(42));
		Pushes pushes = new Pushes(this.template);
		pushes.push(sessions, Headers.of("tick", "1"), frame);
		then(this.push).should().headers(Headers.of("tick", "1"));
		assertThat(frame.refCnt()).isOne();
		frame.release();
		assertThat(pushes.figures().get("sent").intValue()).isEqualTo(3);
		assertThat(pushes.figures().get("dropped").intValue()).isEqualTo(2);
	}

}
