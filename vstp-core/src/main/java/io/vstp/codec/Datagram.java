package io.vstp.codec;

import io.vstp.frame.Frame;

/**
 * What came in one datagram.
 *
 * @param frame the frame, which whoever takes this record over releases
 * @param crc CRC-32 of all bytes of the frame before its trailer, also where there was
 * none: two datagrams that differ in it are different frames
 */
public record Datagram(Frame frame, int crc) {
}
