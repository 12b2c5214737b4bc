package io.vstp.server;

/**
 * What a server has in flight: frames that came in and are not answered yet, of all
 * sessions together. The numbers are read one after the other, so that they need not
 * belong to the same moment.
 *
 * @param frames how many frames
 * @param maxFrames how many there may be
 * @param bytes how many bytes these frames have
 * @param maxBytes how many bytes there may be; a single frame may have more
 */
public record InFlight(long frames, long maxFrames, long bytes, long maxBytes) {

}
