package io.vstp.engine.reliability;

/**
 * What all sends to one peer share.
 *
 * @param settings what the sender has to know
 * @param sends all sends
 * @param transmitter the way out
 * @param schedule when to send again what has no ACK
 * @param path what is known about the way to the peer
 */
record Shared(SenderSettings settings, OpenSends sends, Transmitter transmitter, RetrySchedule schedule, Path path) {

	static Shared of(SenderSettings settings, SenderEffects effects) {
		Path path = new Path(settings.maxDatagram(), effects);
		return new Shared(settings, new OpenSends(), new Transmitter(effects, settings.trailer()),
				new RetrySchedule(settings.retries(), path.rtt(), effects), path);
	}

}
