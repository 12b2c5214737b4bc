package io.vstp.engine.reliability;

/**
 * What had been delivered when a datagram was sent. One is shared by all that were sent
 * before more was.
 *
 * @param delivered how many bytes had been delivered
 * @param deliveredAt when the last of them were
 * @param firstSentAt when the datagram was sent of which the delivery was told last
 * @param limited whether there was less to send than the way might have carried
 */
record Departure(long delivered, long deliveredAt, long firstSentAt, boolean limited) {
}
