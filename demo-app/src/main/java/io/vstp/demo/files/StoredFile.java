package io.vstp.demo.files;

import java.time.Instant;

/**
 * A file that is there as a whole.
 *
 * @param id what its sender calls it
 * @param name what it is called in the directory
 * @param size its length in bytes
 * @param sha256 the hash of its content in lower-case hex
 * @param storedAt when it was there as a whole
 */
record StoredFile(String id, String name, long size, String sha256, Instant storedAt) {

}
