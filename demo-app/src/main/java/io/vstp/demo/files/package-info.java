/**
 * Stores files that come in one frame or in chunks.
 */
@NullMarked
package io.vstp.demo.files;

import org.jspecify.annotations.NullMarked;
