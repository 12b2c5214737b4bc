package io.vstp.engine.select;

/**
 * What a selector has to know. Times are nanoseconds.
 *
 * @param probeAttempts how many probes without an answer in a row show that a transport
 * that is not known yet is not there
 * @param probeTimeout how long a probe waits for its answer, and the shortest time
 * between two that find none
 * @param probeInterval how long after a probe the next one goes out while all is well
 * @param switchCooldown for how long after a switch there is no other one for the better
 * @param minDwell for how long a choice stays at least, and a transport has to be up
 * before it is gone back to
 * @param failureThreshold how many failures in a row bring a transport down
 * @param minMargin which part of the other transport's score it has to be better by, 0 to
 * 1
 * @param preferenceTtl for how long a choice is remembered after the last answer
 */
public record SelectSettings(int probeAttempts, long probeTimeout, long probeInterval, long switchCooldown,
		long minDwell, int failureThreshold, double minMargin, long preferenceTtl) {

}
