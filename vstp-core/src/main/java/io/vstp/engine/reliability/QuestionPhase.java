package io.vstp.engine.reliability;

import io.vstp.engine.fragment.FragmentPlan;

/**
 * All fragments have arrived, but the ACK with the {@code msg-id} is missing: sends the
 * last fragment again, which has the peer repeat its answer.
 */
final class QuestionPhase implements SendPhase {

	private static final long PATIENCE = 10 * RttEstimator.GRANULARITY;

	private final FragmentedSend send;

	private final Shared shared;

	private final FragmentPlan plan;

	private int transmissions = 1;

	private long deadline;

	QuestionPhase(FragmentedSend send, Shared shared, FragmentPlan plan, long now) {
		this.send = send;
		this.shared = shared;
		this.plan = plan;
		this.deadline = now + shared.schedule().delay(1);
	}

	@Override
	public void due(long now) {
		if (this.shared.schedule().isLast(this.transmissions)) {
			this.shared.sends()
				.failed(this.send, SendFailure.NOT_ACKNOWLEDGED,
						"All of it has arrived, but the peer has not acknowledged it");
			return;
		}
		int last = this.plan.fragments() - 1;
		if (!this.shared.transmitter().maySend(this.plan.datagramLength(last), now)) {
			this.deadline = now + PATIENCE;
			return;
		}
		this.send.transmit(this.plan, last, true);
		this.transmissions++;
		this.deadline = now + this.shared.schedule().delay(this.transmissions);
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

}
