/**
 * Compressed payloads (docs/protocol.md, "Compression").
 */
@NullMarked
package io.vstp.codec.compress;

import org.jspecify.annotations.NullMarked;
