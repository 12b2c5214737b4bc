package io.vstp.demo.summary;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes the summary to the log.
 */
@Component
class SummaryLog {

	private static final Logger logger = LoggerFactory.getLogger(SummaryLog.class);

	private final Summary summary;

	SummaryLog(Summary summary) {
		this.summary = summary;
	}

	@Scheduled(initialDelayString = "${demo.summary.interval:10s}", fixedRateString = "${demo.summary.interval:10s}")
	void log() {
		logger.info("{}", this.summary);
	}

}
