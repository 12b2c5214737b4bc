package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimerHeapTests {

	private final TimerHeap heap = new TimerHeap();

	@Test
	void shouldBeEmptyWhenNew() {
		assertThat(this.heap.first()).isNull();
		this.heap.remove(new Entry());
	}

	@Test
	void shouldKeepOrderWhateverHappens() {
		Random random = new Random(Seeds.next());
		long start = Long.MAX_VALUE - 500;
		List<Entry> in = new ArrayList<>();
		List<Entry> all = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			all.add(new Entry());
		}
		for (int i = 0; i < 50_000; i++) {
			Entry entry = all.get(random.nextInt(all.size()));
			if (random.nextInt(3) == 0) {
				this.heap.remove(entry);
				in.remove(entry);
			}
			else {
				this.heap.schedule(entry, start + random.nextInt(1_000));
				in.remove(entry);
				in.add(entry);
			}
			OpenSend first = this.heap.first();
			if (in.isEmpty()) {
				assertThat(first).isNull();
			}
			else {
				long earliest = in.stream().mapToLong((other) -> other.deadline - start).min().orElseThrow();
				assertThat(first).isNotNull();
				assertThat(first.deadline - start).isEqualTo(earliest);
			}
		}
	}

	private static final class Entry extends OpenSend {

		Entry() {
			super(Frame.data(Headers.EMPTY, ""), new RecordingOutbound(), 0);
		}

		@Override
		boolean mayBeAcknowledged() {
			return false;
		}

		@Override
		boolean mayBeRefused() {
			return false;
		}

		@Override
		void due(long now) {
		}

		@Override
		void ended() {
		}

	}

}
