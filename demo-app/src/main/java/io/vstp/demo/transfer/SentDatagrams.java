package io.vstp.demo.transfer;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.vstp.client.VstpClientOptions;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import io.vstp.observe.Side;
import io.vstp.observe.VstpObserver;
import io.vstp.spring.client.VstpClientCustomizer;

import org.springframework.stereotype.Component;

/**
 * Counts the datagrams of one destination, beside those who count all.
 */
@Component
class SentDatagrams implements VstpClientCustomizer {

	private final String destination;

	private final LongAdder sent = new LongAdder();

	private final LongAdder sentAgain = new LongAdder();

	SentDatagrams(TransferProperties properties) {
		this.destination = properties.destination();
	}

	@Override
	public void customize(String destination, VstpClientOptions.Builder options) {
		if (destination.equals(this.destination)) {
			VstpObserver others = options.build().observer();
			options.observer(VstpObserver.of(List.of(others, new Counting())));
		}
	}

	long sent() {
		return this.sent.sum();
	}

	long sentAgain() {
		return this.sentAgain.sum();
	}

	private final class Counting implements VstpObserver {

		@Override
		public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
			if (type == FrameType.DATA) {
				SentDatagrams.this.sent.increment();
			}
		}

		@Override
		public void retransmitted(Side side, int datagrams) {
			SentDatagrams.this.sentAgain.add(datagrams);
		}

	}

}
