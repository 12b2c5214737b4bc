package io.vstp.demo.files;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param fileId what the sender calls the file
 * @param fileName what the file should be called, where this chunk says so
 * @param number which part it is
 * @param total how many there will be
 * @param content the bytes, which stay the caller's to release
 */
record Chunk(String fileId, @Nullable String fileName, int number, int total, ByteBuf content) {

}
