/**
 * Counts, in the log and over HTTP.
 */
@NullMarked
package io.vstp.demo.summary;

import org.jspecify.annotations.NullMarked;
